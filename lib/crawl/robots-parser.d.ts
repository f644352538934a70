/** The package's own types describe an ES module, which it isn't: its class is named here instead. */
declare module "robots-parser/Robots.js" {
  export default class Robots {
    constructor(url: string, contents: string);
    isAllowed(url: string, userAgent?: string): boolean | undefined;
    getCrawlDelay(userAgent?: string): number | undefined;
  }
}
