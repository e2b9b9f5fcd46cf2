/** The width of a text in pixels, in the font of the drawing. */
export type MeasureText = (text: string) => number;

const ELLIPSIS = '…';
const HYPHEN = '-';
/** No line holds more characters than this. */
const MOST_CHARACTERS = 400;
/** Of a line with a space it is at least this much that is filled before a word too long for any line is broken. */
const LEAST_FILLED = 0.5;
/** A word is not broken so that fewer of its characters stand on a line. */
const LEAST_OF_WORD = 2;

/** Lines may begin and end between these and whatever stands beside them. */
const IDEOGRAPH =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
/** These never begin a line. */
const CLOSING = /^[、。，．：；？！）」』】〕〉》”’\])}.,:;?!%ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
/** A line may end behind these. */
const SEPARATOR = /^[-/_.,:;|\\‐–—]$/u;
/** The writings in which a broken word gets a hyphen. */
const HYPHENATED =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}]/u;

/**
 * Breaks a name into at most `lines` lines of at most `width` pixels and cuts the rest off with an ellipsis: at spaces
 * where it can, between ideographs, behind separators, else within a word, with a hyphen where its writing has one. What
 * a reader takes for one character is never split. Cost: linear in what is shown, times a logarithm for measuring.
 */
export function fitLabel(name: string, width: number, lines: number, measure: MeasureText): string {
  const fitted: string[] = [];
  let rest = name.replace(/\s+/g, ' ').trim();
  while (rest !== '' && fitted.length < lines) {
    if (rest.length <= MOST_CHARACTERS && measure(rest) <= width) {
      fitted.push(rest);
      break;
    }
    const characters = charactersOf(rest.slice(0, MOST_CHARACTERS));
    if (fitted.length === lines - 1) {
      const fits = longestPrefix(characters, width - measure(ELLIPSIS), measure);
      fitted.push(`${characters.slice(0, fits).join('').trimEnd()}${ELLIPSIS}`);
      break;
    }
    const { count, hyphen } = breakLine(characters, width, measure);
    const line = characters.slice(0, count).join('');
    fitted.push(`${line.trimEnd()}${hyphen ? HYPHEN : ''}`);
    rest = rest.slice(line.length).trimStart();
  }
  return fitted.join('\n');
}

interface LineEnd {
  /** Of the characters on the line. */
  readonly count: number;
  readonly hyphen: boolean;
}

function breakLine(characters: readonly string[], width: number, measure: MeasureText): LineEnd {
  const fits = longestPrefix(characters, width, measure);
  const [last, next] = [characters[fits - 1] ?? '', characters[fits] ?? ''];
  if (next === ' ' || next === '') return { count: fits, hyphen: false };
  if (IDEOGRAPH.test(last) || IDEOGRAPH.test(next)) {
    let count = fits;
    while (count > 1 && CLOSING.test(characters[count]!)) count--;
    return { count, hyphen: false };
  }
  const space = characters.lastIndexOf(' ', fits - 1);
  if (space > 0) {
    const filled = measure(characters.slice(0, space).join(''));
    const isWordTooLong = measure(wordAt(characters, space + 1).join('')) > width;
    if (!isWordTooLong || filled >= LEAST_FILLED * width) return { count: space, hyphen: false };
  }
  const separator = characters.slice(0, fits).findLastIndex((character) => SEPARATOR.test(character));
  if (separator > Math.max(space, 0)) return { count: separator + 1, hyphen: false };
  return breakWord(characters, { fits, from: space + 1 }, width, measure);
}

/** Breaks the word that begins at `from`, of which the line has room for what is before `fits`. */
function breakWord(
  characters: readonly string[],
  { fits, from }: { readonly fits: number; readonly from: number },
  width: number,
  measure: MeasureText,
): LineEnd {
  const isHyphenated = (count: number) =>
    HYPHENATED.test(characters[count - 1] ?? '') && HYPHENATED.test(characters[count] ?? '');
  if (!isHyphenated(fits)) return { count: fits, hyphen: false };
  const end = from + wordAt(characters, from).length;
  const room = longestPrefix(characters, width - measure(HYPHEN), measure);
  const count = Math.max(1, Math.min(room, end - LEAST_OF_WORD));
  // So little of the word that the line ends before it, where it does not begin with it.
  if (from > 0 && count - from < LEAST_OF_WORD) return { count: from, hyphen: false };
  return { count, hyphen: isHyphenated(count) };
}

function wordAt(characters: readonly string[], from: number): readonly string[] {
  const end = characters.indexOf(' ', from);
  return characters.slice(from, end === -1 ? characters.length : end);
}

/** How many characters fit, at least one. */
function longestPrefix(characters: readonly string[], width: number, measure: MeasureText): number {
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(characters.slice(0, middle).join('')) <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

let segmenter: Intl.Segmenter | undefined;

/** What readers take for characters: a letter with its accents, a flag, a family of four. */
function charactersOf(text: string): readonly string[] {
  if (typeof Intl.Segmenter !== 'function') return Array.from(text);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
