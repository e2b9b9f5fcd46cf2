import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclesReport } from '../report/cycles-report.js';
import { impactReport } from '../report/impact-report.js';
import { listReport } from '../report/list-report.js';
import { orphansReport } from '../report/orphans-report.js';
import { parseCsv } from '../testing/csv.js';
import { graphOf, nodeOf, subjectOf } from '../testing/draw.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { formatCsv } from './csv.js';

/** The one row of a list with this name, by column. */
function rowWith(fields: Record<string, unknown>): Record<string, string> {
  const [head, row] = parseCsv(formatCsv(listReport(subjectOf(graphOf('a', { a: fields })), [])));
  return Object.fromEntries(head!.map((column, index) => [column, row![index]!]));
}

describe('CSV', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '=',
    "=cmd|' /C calc'!A0",
    '\uff1d1+1',
    '\uff0b1',
    '\uff0d1',
    '\uff20SUM(A1)',
  ])('writes a cell that begins as %j does with a leading apostrophe', (text) => {
    expect(rowWith({ name: text, owner: text, status: text, url: text, lanes: [text, 'x'] })).toMatchObject({
      name: `'${text}`,
      owner: `'${text}`,
      status: `'${text}`,
      url: `'${text}`,
      lanes: `'${text}; x`,
    });
  });

  it('escapes ids too, also in the columns that refer to them', () => {
    const graph = graphOf('=a -> @b -> =a');
    const [, row] = parseCsv(formatCsv(impactReport(subjectOf(graph), [nodeOf(graph, '@b')])));
    expect(row).toEqual(['dependents', '1', "'=a", "'=a", '', '', '', '', '', 'false', "'@b", 'false', '']);
    const cycles = parseCsv(formatCsv(cyclesReport(subjectOf(graph))));
    expect(cycles.flat().filter((cell) => /^[=@]/.test(cell))).toEqual([]);
  });

  it.each([
    'a,b',
    'say "x"',
    'line\nend',
    'line\r\nend',
    'line\rend',
    '"',
    '',
    ' x ',
    "'x",
    'a=b',
    'x-1',
    '\n=1',
  ])('gives %j back as it is', (text) => {
    expect(rowWith({ name: text })['name']).toBe(text);
  });

  it('gives any text back, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10 }), (text) => {
        expect(rowWith({ name: text })['name']).toBe(
          /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('joins several lanes, and leaves a cell empty where nothing is known', () => {
    expect(rowWith({ lanes: ['Sales', 'Legal'] })).toEqual({
      id: 'a',
      name: 'a',
      type: '',
      status: '',
      owner: '',
      lanes: 'Sales; Legal',
      url: '',
      missing: 'false',
    });
  });

  it('has a header and a row a procedure for each report', () => {
    const graph = smallOrganisation();
    const subject = subjectOf(graph);
    const procedure = ['id', 'name', 'type', 'status', 'owner', 'lanes', 'url', 'missing'];
    const impact = parseCsv(formatCsv(impactReport(subject, [nodeOf(graph, '20')])));
    expect(impact[0]).toEqual(['direction', 'distance', ...procedure, 'via', 'ambiguous', 'ownersInherited']);
    expect(impact.slice(1).map(([direction, distance, id]) => `${direction} ${distance} ${id}`)).toEqual([
      'dependents 1 30',
      'dependents 1 missing:Lead Intake',
      'dependents 1 10',
      'dependents 2 60',
      'dependencies 1 30',
      'dependencies 1 40',
    ]);
    const orphans = parseCsv(formatCsv(orphansReport(subject)));
    expect(orphans[0]).toEqual([...procedure, 'reason']);
    expect(orphans.slice(1).map((row) => `${row[0]} ${row.at(-1)}`)).toEqual([
      '70 unreachable',
      '71 unreachable',
      '50 isolated',
      '60 uncalled',
    ]);
    const cycles = parseCsv(formatCsv(cyclesReport(subject)));
    expect(cycles.slice(1).map((row) => `${row[0]} ${row[1]} ${row[2]}`)).toEqual([
      '1 2 70',
      '1 2 71',
      '2 2 30',
      '2 2 20',
      '3 1 81',
      '4 1 40',
    ]);
  });

  it('has a row for all that retiring leaves behind', () => {
    const graph = smallOrganisation();
    const report = impactReport(subjectOf(graph), [nodeOf(graph, '20')], { retire: true, depth: 1 });
    const [head, ...rows] = parseCsv(formatCsv(report));
    expect(head?.slice(-4)).toEqual(['via', 'ambiguous', 'ownersInherited', 'detail']);
    expect(rows.map((row) => [...row.slice(0, 3), ...row.slice(-4)].join('|'))).toEqual([
      'dependents|1|30|20|false||',
      'dependents|1|missing:Lead Intake|20|false||',
      'dependents|1|10|20|false||',
      'dependencies|1|30|20|false||',
      'dependencies|1|40|20|false|Customer Success Manager|',
      'dangling||30|20|false||called_from',
      'dangling||missing:Lead Intake|20|false||called_from',
      'dangling||10|20|false||called_from',
      'orphaned||30||false||unreachable',
      'orphaned||40||false|Customer Success Manager|isolated',
      'uncontained||30|20|false||remaining parents: 0',
      'uncontained||40|20|false|Customer Success Manager|remaining parents: 0',
    ]);
  });

  it('says beside the calls to cut what states them, and who answers for their other end', () => {
    const graph = graphOf('a -> b -> a; c ~> a; c -> c', { a: { owner: 'Ann' }, b: { owner: 'Bob' } });
    const [head, ...rows] = parseCsv(formatCsv(cyclesReport(subjectOf(graph))));
    const places = ['id', 'cutCallees', 'cutKinds', 'cutCalleeOwners'].map((column) => head!.indexOf(column));
    expect(rows.map((row) => places.map((place) => row[place]).join('|'))).toEqual([
      'a|b|called_from|Bob',
      'b|||',
      'c|c|called_from|–',
    ]);
  });

  it('says of each procedure of a cycle on which loops it is, where these were asked for', () => {
    const subject = subjectOf(graphOf('a -> b -> c -> a; b -> a; d -> d'));
    const rowsWith = (maxLoops: number) => {
      const [head, ...rows] = parseCsv(formatCsv(cyclesReport(subject, { maxLoops })));
      expect(head?.slice(-2)).toEqual(['loops', 'truncated']);
      return rows.map((row) => [row[2], ...row.slice(-2)].join('|'));
    };
    expect(rowsWith(5)).toEqual(['a|1#1; 2#1|false', 'b|1#2; 2#2|false', 'c|2#3|false', 'd|1#1|false']);
    expect(rowsWith(1)).toEqual(['a|1#1|true', 'b|1#2|true', 'c||true', 'd|1#1|false']);
    expect(parseCsv(formatCsv(cyclesReport(subject)))[0]).not.toContain('loops');
  });

  it('has only the direction that was asked for', () => {
    const graph = smallOrganisation();
    const report = impactReport(subjectOf(graph), [nodeOf(graph, '20')], { direction: 'dependencies' });
    const directions = parseCsv(formatCsv(report))
      .slice(1)
      .map(([direction]) => direction);
    expect(new Set(directions)).toEqual(new Set(['dependencies']));
  });
});
