import { showControls } from '../model/text.js';

/** The url when it may become a link, else `null`: only `http:` and `https:` are followed. */
export function linkable(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** Lone halves of surrogate pairs, which UTF-8 cannot hold, and U+FFFE and U+FFFF, which XML cannot, as U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd');
}

/** Text in one line, control characters and line separators shown as `\xNN` or `\uNNNN`, for labels of pictures. */
export function labelText(text: string): string {
  return showControls(wellFormed(text)).replace(/[\u2028\u2029]/g, (separator) =>
    separator === '\u2028' ? '\\u2028' : '\\u2029',
  );
}

/** How a procedure is called for people: also one without a name. */
export function shownName(name: string): string {
  return name === '' ? '(no name)' : name;
}

/** The text, or so many UTF-16 code units of it at most and an ellipsis; a surrogate pair is not cut in two. Never throws. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const isSplit = /[\ud800-\udbff]$/.test(text.slice(0, most));
  return `${text.slice(0, isSplit ? most - 1 : most)}…`;
}
