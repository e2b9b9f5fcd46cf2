const LONE_SURROGATE = /((?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff]))/;
const ESCAPED_SURROGATE = /%u([0-9a-f]{4})/;

/** `encodeURIComponent` for any text: a lone surrogate, on which that function throws, becomes `%uXXXX`. */
export function encodeText(text: string): string {
  return text
    .split(LONE_SURROGATE)
    .map((part, index) =>
      index % 2 === 0 ? encodeURIComponent(part) : `%u${part.charCodeAt(0).toString(16)}`,
    )
    .join('');
}

/** The way back. @throws URIError where the text was not encoded so. */
export function decodeText(text: string): string {
  return text
    .split(ESCAPED_SURROGATE)
    .map((part, index) =>
      index % 2 === 0 ? decodeURIComponent(part) : String.fromCharCode(Number.parseInt(part, 16)),
    )
    .join('');
}
