/** The width of a text in pixels, in the font of the drawing. */
export type MeasureText = (text: string) => number;

const ELLIPSIS = '…';

/**
 * Breaks a name into at most `lines` lines of at most `width` pixels, at spaces where it can, and cuts the rest off with
 * an ellipsis. Never splits a character. Cost: linear in the text, times a logarithm for measuring.
 */
export function fitLabel(name: string, width: number, lines: number, measure: MeasureText): string {
  const fitted: string[] = [];
  let rest = name.replace(/\s+/g, ' ').trim();
  while (rest !== '' && fitted.length < lines) {
    const isLast = fitted.length === lines - 1;
    if (measure(rest.slice(0, 400)) <= width && rest.length <= 400) {
      fitted.push(rest);
      break;
    }
    const fits = longestPrefix(rest, isLast ? width - measure(ELLIPSIS) : width, measure);
    if (isLast) {
      fitted.push(`${fits.trimEnd()}${ELLIPSIS}`);
      break;
    }
    const line = breakAtSpace(fits, rest);
    fitted.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return fitted.join('\n');
}

function breakAtSpace(fits: string, rest: string): string {
  if (rest.charAt(fits.length) === ' ') return fits;
  const space = Math.max(fits.lastIndexOf(' '), fits.lastIndexOf('-') + 1);
  return space > 0 ? fits.slice(0, space) : fits;
}

function longestPrefix(text: string, width: number, measure: MeasureText): string {
  const characters = Array.from(text.slice(0, 400));
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(characters.slice(0, middle).join('')) <= width) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
