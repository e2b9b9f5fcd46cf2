import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { cyclesReport } from '../report/cycles-report.js';
import { impactReport } from '../report/impact-report.js';
import { listReport } from '../report/list-report.js';
import { orphansReport } from '../report/orphans-report.js';
import { parseCsv } from '../testing/csv.js';
import { type DrawnRecord, draw, nodeOf, subjectOf } from '../testing/draw.js';
import { formatReport, REPORT_FORMATS, type Report } from './index.js';

const CONTROLS = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
  .filter((character) => /[\u0000-\u001f\u007f-\u009f]/.test(character))
  .join('');

const HOSTILE_NAMES = [
  ['every control character', CONTROLS],
  ['a terminal escape', '\u001b]0;owned\u0007\u001b[2J\u009b31m'],
  ['line ends', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g'],
  ['a line that begins anew', '\n# Heading\n- item\n| x | y |'],
  ['table markup', 'a | b || c \\| d \\\\| e'],
  ['a link', '[x](javascript:alert(1)) ![y](http://z) <https://q>'],
  ['HTML', '</td><script>alert(1)</script><!-- &lt;'],
  ['a formula', '=HYPERLINK("http://x";"y")'],
  ['quotes and commas', '"a",""b"",\'c\''],
  ['a tab in front', '\t=1+1'],
  ['a carriage return in front', '\r@SUM(A1)'],
  ['right-to-left text', '\u202eevil\u202c שלום'],
  ['zero-width text', '\u200b\u200d\ufeff'],
  ['half of a surrogate pair', 'x\ud83d y\ude00'],
  ['a prototype', '__proto__'],
  ['a constructor', 'constructor'],
  ['nothing', ''],
  ['white space', '   '],
  ['a long word', 'x'.repeat(2000)],
  ['markdown markers', '1. *a* _b_ `c` ~~d~~ #e + - > @f'],
  ['a replacement pattern', '$& $1 $$ $` {{x}} %s'],
] as const;

const PICTURE = 'a -> b ~> c -> b; (gone) -> b; c -> c; lone; sub -> c; p -> q -> p';
const IDS = ['a', 'b', 'c', 'gone', 'lone', 'sub', 'p', 'q'];

/** The records of the picture with the same text wherever a text can stand. */
function recordsWith(text: string): readonly DrawnRecord[] {
  const details = Object.fromEntries(
    IDS.map((id) => [
      id,
      {
        name: text,
        owner: text,
        type: id === 'sub' ? 'SUBPROCESS' : text,
        status: text,
        url: text,
        lanes: [text, text],
      },
    ]),
  );
  return draw(PICTURE, details);
}

function reportsOf(records: readonly unknown[]): readonly Report[] {
  const subject = subjectOf(buildGraph(records));
  return [
    impactReport(subject, [nodeOf(subject.graph, 'b')]),
    impactReport(subject, [nodeOf(subject.graph, 'lone'), nodeOf(subject.graph, 'a')]),
    cyclesReport(subject),
    orphansReport(subject),
    listReport(subject, []),
  ];
}

const EMPTY: readonly Report[] = [
  impactReport(subjectOf(buildGraph([])), []),
  cyclesReport(subjectOf(buildGraph([]))),
  orphansReport(subjectOf(buildGraph([]))),
  listReport(subjectOf(buildGraph([])), []),
];

/** The cells of a Markdown table row: what stands between pipes that no backslash escapes. */
function markdownCells(row: string): number {
  return row.replace(/\\./g, '').split('|').length;
}

function expectFormatsToHold(reports: readonly Report[]): void {
  for (const report of reports) {
    for (const format of REPORT_FORMATS) {
      const output = formatReport(report, format);
      expect(output).toMatch(/[^\n]\n$|^\n$/);
      if (format !== 'csv') expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
    expect(JSON.parse(formatReport(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)));
    const rows = parseCsv(formatReport(report, 'csv'));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const tables = formatReport(report, 'markdown')
      .split('\n\n')
      .filter((block) => block.startsWith('|'));
    for (const table of tables) {
      expect(new Set(table.trimEnd().split('\n').map(markdownCells)).size).toBe(1);
    }
  }
}

/** How often a line end stands in the output. */
function lineEnds(report: Report, format: 'text' | 'markdown'): number {
  return formatReport(report, format).split('\n').length;
}

describe('every format of every report', () => {
  it.each(HOSTILE_NAMES)('holds against %s', (_, text) => {
    expectFormatsToHold(reportsOf(recordsWith(text)));
  });

  it('holds against any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) =>
        expectFormatsToHold(reportsOf(recordsWith(text))),
      ),
      { numRuns: 60 },
    );
  });

  it.each(HOSTILE_NAMES)('has as many lines with %s as with plain names', (_, text) => {
    const hostile = reportsOf(recordsWith(text));
    for (const [index, plain] of reportsOf(recordsWith('plain')).entries()) {
      for (const format of ['text', 'markdown'] as const) {
        expect(lineEnds(hostile[index]!, format)).toBe(lineEnds(plain, format));
      }
    }
  });

  it('holds in an empty organisation', () => {
    expectFormatsToHold(EMPTY);
  });

  it('does not hang on the order of the list', () => {
    const records = draw(PICTURE, { a: { owner: 'Ann' }, b: { lanes: ['x', 'y'] }, p: { name: 'q' } });
    const expected = reportsOf(records);
    fc.assert(
      fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
        for (const [index, report] of reportsOf(shuffled).entries()) {
          for (const format of REPORT_FORMATS) {
            expect(formatReport(report, format)).toBe(formatReport(expected[index]!, format));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
