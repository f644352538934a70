import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import tls from "node:tls";

/** Files of a certificate that its owner has signed, for 127.0.0.1, and of its key. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate in a folder, by openssl; undefined where there is none. */
export function makeCertificate(folder: string): Certificate | undefined {
  const files = { certificate: join(folder, "server.crt"), key: join(folder, "server.key") };
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=navette-test", "-addext", "subjectAltName=IP:127.0.0.1"];
  try {
    execFileSync("openssl", ["req", ...kind, ...names, "-keyout", files.key, "-out", files.certificate], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return files;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Has this process and those that it starts trust a certificate, until it is disposed of. */
export function trusted({ certificate }: Certificate): Disposable {
  const before = tls.getCACertificates();
  const variable = process.env.NODE_EXTRA_CA_CERTS;
  tls.setDefaultCACertificates([...before, readFileSync(certificate, "utf8")]);
  process.env.NODE_EXTRA_CA_CERTS = certificate;
  return {
    [Symbol.dispose]() {
      tls.setDefaultCACertificates(before);
      if (variable === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
      else process.env.NODE_EXTRA_CA_CERTS = variable;
    },
  };
}
