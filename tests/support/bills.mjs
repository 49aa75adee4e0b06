// Bills of materials: CycloneDX's own schema, which one of its libraries has, and what a bill says.
import fs from "node:fs";
import { npmFixture } from "./fixtures.mjs";
import { requirePackage } from "./packages.mjs";

const schema = (name) => JSON.parse(fs.readFileSync(npmFixture("cyclonedx-cyclonedx-library-10.3.0", `res/schema/${name}.SNAPSHOT.schema.json`), "utf8"));

/// A function that returns the problems of a bill; none: it is valid CycloneDX 1.5.
export function billValidator() {
  const Ajv = requirePackage("ajv");
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  // That of bills names these by the names of their files.
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema({ ...schema(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  const validate = ajv.compile(schema("bom-1.5"));
  return (bill) => (validate(bill) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));
}

/// The names of SPDX licenses and exceptions that a bill may use.
export const knownLicenses = () => new Set(schema("spdx").enum);

/// Of the libraries in a bill, sorted.
export const names = ({ components }) => components.map(({ name }) => name);

export const readBill = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
