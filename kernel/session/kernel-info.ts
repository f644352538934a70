import { createRequire } from "node:module";
import { protocolVersion } from "../wire/message.ts";

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  const { version } = require(name) as { version: string };
  return version;
}

/** Content of a kernel_info_reply (Jupyter messaging specification, "Kernel info"). */
export function kernelInfo(): Record<string, unknown> {
  const version = versionOf("../../package.json");
  const typescript = versionOf("typescript/package.json");
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "navette",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: "typescript",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Navette ${version} — TypeScript ${typescript} on Node ${process.version}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
      { text: "Node.js", url: `https://nodejs.org/docs/${process.version}/api/` },
    ],
  };
}
