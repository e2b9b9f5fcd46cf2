const MASK = '***';

/** Below this length a fragment of a base64 or hex form would match ordinary words. */
const MIN_LENGTH_FOR_BINARY_FORMS = 6;

/** Shorter keys would be found in ordinary words; to mask those in records would falsify them. */
export const MIN_KEY_LENGTH_TO_SEARCH_FOR = 8;

const QUOTED_LENGTH = 16_384;
/** Characters that one character of the key may take, generously. */
const LONGEST_FORM = 12;

/** Finds and masks one access key, in whatever form it was written down. */
export interface Redactor {
  /** The text with every form of the key replaced by `***`. */
  redact(text: string): string;
  /** True when the text holds the key in some form. */
  holdsKey(text: string): boolean;
  /** A text from outside (a body, a header), safe to show: one line, masked, at most `limit` characters. */
  quote(text: string, limit?: number): string;
}

/**
 * Masks the key in a text: as it is, percent-encoded once or repeatedly, JSON- or HTML-escaped, in base64 or in hex,
 * in any mixture and any case. An empty key masks nothing.
 */
export function redactKey(text: string, key: string): string {
  return createRedactor(key).redact(text);
}

/** Prepares the masking of one key; cheaper than `redactKey` when there are several texts. */
export function createRedactor(key: string): Redactor {
  const trimmed = key.trim();
  if (trimmed === '') {
    return {
      redact: (text) => text,
      holdsKey: () => false,
      quote: (text, limit) => cut(oneLine(text), limit),
    };
  }
  const pattern = [spelledForms(trimmed), ...binaryForms(trimmed)].join('|');
  const everywhere = new RegExp(pattern, 'giu');
  const once = new RegExp(pattern, 'iu');
  const redact = (text: string): string => text.replace(everywhere, MASK);
  const holdsKey = (text: string): boolean => once.test(text);
  const quote = (text: string, limit?: number): string => {
    // Control characters go first: one in the middle of the key would hide it from the search, then vanish.
    const line = oneLine(beginning(text, trimmed.length));
    const masked = redact(line);
    return holdsKey(masked.replace(/\s/gu, '')) ? MASK : cut(masked, limit);
  };
  return { redact, holdsKey, quote };
}

/** Enough to quote from. A form of the key that the end would cut in two goes with it. */
function beginning(text: string, keyLength: number): string {
  if (text.length <= QUOTED_LENGTH) return text;
  return text.slice(0, Math.max(0, QUOTED_LENGTH - LONGEST_FORM * keyLength));
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .trim();
}

function cut(text: string, limit = 120): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/** Every character of the key may be written in its own way. */
function spelledForms(key: string): string {
  // A run of backslashes before the key is entered at its beginning only: tried from each of them it would cost the square.
  return `(?<!\\\\)${Array.from(key, formsOfCharacter).join('')}`;
}

function formsOfCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const forms = [
    `\\\\*${escapePattern(character)}`,
    Array.from(Buffer.from(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
    Array.from({ length: character.length }, (_, unit) => `\\\\+u${hex(character.charCodeAt(unit), 4)}`).join(
      '',
    ),
    `&#0*${code};?`,
    `&#x0*${code.toString(16)};?`,
  ];
  if (character === ' ') forms.push('\\+');
  const entity = HTML_ENTITIES.get(character);
  if (entity !== undefined) forms.push(entity);
  return `(?:${forms.join('|')})`;
}

const HTML_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

function binaryForms(key: string): string[] {
  const bytes = Buffer.from(key);
  if (bytes.length < MIN_LENGTH_FOR_BINARY_FORMS) return [];
  return [bytes.toString('hex'), ...[0, 1, 2].map((offset) => base64Form(bytes, offset))];
}

/** The base64 digits that depend on the key alone when `offset` (mod 3) bytes stand before it. */
function base64Form(bytes: Buffer, offset: number): string {
  const digits = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return escapePattern(digits.slice(first, last)).replaceAll('\\+', '[+-]').replaceAll('\\/', '[/_]');
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
