import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { checkReport } from '../report/check-report.js';
import { cyclesReport } from '../report/cycles-report.js';
import { diffReport } from '../report/diff-report.js';
import { impactReport } from '../report/impact-report.js';
import { listReport } from '../report/list-report.js';
import { orphansReport } from '../report/orphans-report.js';
import { pathReport } from '../report/path-report.js';
import { statsReport } from '../report/stats-report.js';
import { treeReport } from '../report/tree-report.js';
import { checkRules, judge, RULES } from '../rules/index.js';
import { parseCsv } from '../testing/csv.js';
import { type DrawnRecord, draw, nodeOf, subjectOf } from '../testing/draw.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import {
  FORMATS,
  formatReport,
  isBuildFormat,
  isPictureFormat,
  type Report,
  type ReportFormat,
  type WrittenFormat,
} from './index.js';

const PICTURE = 'a -> b ~> c -> b; (gone) -> b; c -> c; lone; sub -> c; p -> q -> p';
const IDS = ['a', 'b', 'c', 'gone', 'lone', 'sub', 'p', 'q'];

const NOTHING = subjectOf(buildGraph([]));

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
    impactReport(subject, [nodeOf(subject.graph, 'b'), nodeOf(subject.graph, 'p')], { retire: true }),
    cyclesReport(subject),
    cyclesReport(subject, { maxLoops: 1 }),
    orphansReport(subject),
    listReport(subject, []),
    pathReport(subject, nodeOf(subject.graph, 'a'), nodeOf(subject.graph, 'c')),
    pathReport(subject, nodeOf(subject.graph, 'c'), nodeOf(subject.graph, 'a')),
    pathReport(subject, nodeOf(subject.graph, 'a'), nodeOf(subject.graph, 'c'), { maxChains: 5 }),
    treeReport(subject, nodeOf(subject.graph, 'a')),
    treeReport(subject, nodeOf(subject.graph, 'c'), { direction: 'dependents', depth: 2 }),
    statsReport(subject),
    diffReport(NOTHING, subject),
    diffReport(subject, NOTHING),
    checkOf(subject),
  ];
}

// Whether there is an owner hangs on the text, and with it how many lines there are.
const RULES_AS_ERRORS = Object.fromEntries(
  RULES.map(({ name }) => [name, /owne/.test(name) ? ('off' as const) : ('error' as const)]),
);

/** A check in which everything can be found, every third violation known, every cycle accepted. */
function checkOf(subject: ReturnType<typeof subjectOf>): Report {
  const result = checkRules(subject.graph, {
    now: 0,
    rules: RULES_AS_ERRORS,
    accept: [{ rule: 'no-cycles', procedures: ['name:*'], reason: 'Known | *so*' }],
  });
  const baseline = [...result.violations]
    .filter((_, index) => index % 3 === 0)
    .map(({ fingerprint, rule, procedures }) => ({ fingerprint, rule, procedures }));
  const stale = { fingerprint: 'f', rule: 'no-cycles', procedures: ['a'] };
  return checkReport(subject, { result, judgement: judge(result, { baseline: [...baseline, stale] }) });
}

/** Formats that draw are held to theirs in `pictures.test.ts`, those for build servers in `check-formats.test.ts`. */
function writtenFormats({ command }: Report): readonly WrittenFormat[] {
  const formats: readonly ReportFormat[] = FORMATS[command];
  return formats.filter((format) => !isPictureFormat(format) && !isBuildFormat(format));
}

const EMPTY: readonly Report[] = [
  impactReport(subjectOf(buildGraph([])), []),
  cyclesReport(subjectOf(buildGraph([]))),
  orphansReport(subjectOf(buildGraph([]))),
  listReport(subjectOf(buildGraph([])), []),
  statsReport(NOTHING),
  diffReport(NOTHING, NOTHING),
  checkOf(NOTHING),
];

/** The cells of a Markdown table row: what stands between pipes that no backslash escapes. */
function markdownCells(row: string): number {
  return row.replace(/\\./g, '').split('|').length;
}

function expectFormatsToHold(reports: readonly Report[]): void {
  for (const report of reports) {
    for (const format of writtenFormats(report)) {
      const output = formatReport(report, format);
      expect(output).toMatch(/[^\n]\n$|^\n$/);
      if (format !== 'csv') expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
    expect(JSON.parse(formatReport(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)));
    if (writtenFormats(report).includes('csv')) {
      const rows = parseCsv(formatReport(report, 'csv'));
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    }
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
          for (const format of writtenFormats(report)) {
            expect(formatReport(report, format)).toBe(formatReport(expected[index]!, format));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
