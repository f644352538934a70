import { firstChapters, readCourse } from "./read-course.ts";

readCourse("fr", (chapter) => !firstChapters.includes(chapter));
