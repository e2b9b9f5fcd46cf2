/** The document as JSON, indented, control characters escaped (also those that `JSON.stringify` leaves). */
export function formatJson(document: object): string {
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

/** The same without white space, for documents that machines read. */
export function formatCompactJson(document: object): string {
  return `${escapeJson(JSON.stringify(document))}\n`;
}

/** Control characters in JSON text escaped, also those that `JSON.stringify` leaves. */
export function escapeJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
