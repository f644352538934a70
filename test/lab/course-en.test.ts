import { firstChapters, readCourse } from "./read-course.ts";

readCourse("en", (chapter) => firstChapters.includes(chapter));
