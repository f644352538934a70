import { readCourse } from "./read-course.ts";

readCourse("en");
