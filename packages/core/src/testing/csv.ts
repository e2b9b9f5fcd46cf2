/**
 * Parses CSV as RFC 4180 has it, with `\n` or `\r\n` line ends, strictly: throws on a quotation mark or a carriage
 * return in a field without quotation marks, on text behind a closing one, and on a last line without its end.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [field, end] = text[at] === '"' ? quoted(text, at) : unquoted(text, at);
    row.push(field);
    at = end;
    if (text[at] === ',') {
      at++;
      if (at === text.length) throw new Error('The last line has no end.');
      continue;
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text[at] === '\n') at++;
    else throw new Error(`There is no field or line end at ${at}.`);
    rows.push(row);
    row = [];
  }
  return rows;
}

function quoted(text: string, start: number): readonly [string, number] {
  let field = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') field += text[at];
    else if (text[at + 1] === '"') {
      field += '"';
      at++;
    } else return [field, at + 1];
  }
  throw new Error(`The quotation mark at ${start} is not closed.`);
}

function unquoted(text: string, start: number): readonly [string, number] {
  const length = text.slice(start).search(/,|\r?\n/);
  const field = length === -1 ? text.slice(start) : text.slice(start, start + length);
  if (/["\r]/.test(field)) throw new Error(`The field ${JSON.stringify(field)} needs quotation marks.`);
  return [field, start + field.length];
}
