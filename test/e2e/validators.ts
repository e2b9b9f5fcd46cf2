import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { HtmlValidate } from 'html-validate';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';

const JUNIT_SCHEMA = fileURLToPath(new URL('schemas/jenkins-junit-4.xsd', import.meta.url));

/** The published schema of SARIF 2.1.0; it has a pattern that is none in Unicode mode. */
const validateSarif = (() => {
  const package_ = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const schema = JSON.parse(
    readFileSync(join(dirname(package_), 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  );
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv as never);
  return ajv.compile(schema);
})();

/** What keeps a text from being SARIF 2.1.0. */
export function sarifErrors(text: string): readonly unknown[] {
  validateSarif(JSON.parse(text));
  return validateSarif.errors ?? [];
}

/** What keeps a text from being JUnit XML by the schema of Jenkins, as libxml2 sees it. @throws where it is no XML. */
export function junitErrors(text: string): readonly unknown[] {
  using schema = XmlDocument.fromString(readFileSync(JUNIT_SCHEMA, 'utf8'));
  using validator = XsdValidator.fromDoc(schema);
  using document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return [error.message];
  }
}

/** What keeps a text from being HTML. */
export async function htmlErrors(text: string): Promise<readonly string[]> {
  const { results } = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}
