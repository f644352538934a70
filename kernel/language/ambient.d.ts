/** The result of the cell before. */
// biome-ignore lint/suspicious/noExplicitAny: its type is that of whatever was shown last
declare var _: any;
