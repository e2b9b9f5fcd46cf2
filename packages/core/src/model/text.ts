/** Words of printable ASCII with one space between: there is nothing to compose, to collapse or to fold twice. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * The form in which two spellings of a name are the same: NFC, white space (JavaScript's `\s`) trimmed and collapsed,
 * case folded without locale, NFC again. Cost: linear in the length of the name.
 */
export function normaliseName(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase();
  return name
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC');
}

/** Orders text by UTF-16 code unit, so that output is the same on every machine and in every locale. Never throws. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Named {
  readonly name: string;
  readonly id: string;
}

/** The order of every list unless said otherwise: by name, then by id, by UTF-16 code unit. */
export function compareByNameThenId(a: Named, b: Named): number {
  return compareText(a.name, b.name) || compareText(a.id, b.id);
}

/** Shows control characters as `\xNN`, so that a name cannot steer a terminal or break a line. */
export function showControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, escapeHex);
}

/** What a build server obeys in a log: Azure and TeamCity anywhere in a line, GitHub's `::` where one begins. */
const LOG_COMMANDS = /#(?=#(?:vso|teamcity)?\[)|(?<=^\s*):(?=:)/gi;

/**
 * Text for a terminal or a log: control characters shown, and so is the first character of what a build server would take
 * for a command of the job, so that a name cannot steer that either.
 */
export function showInLog(text: string): string {
  const shown = showControls(text);
  // Looking for either pair is much faster, and hardly any text holds one.
  return shown.includes('##') || shown.includes('::') ? shown.replace(LOG_COMMANDS, escapeHex) : shown;
}

function escapeHex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** "1 call", "2 calls". */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
