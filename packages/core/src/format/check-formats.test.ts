import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { showControls, showInLog } from '../model/text.js';
import { checkReport } from '../report/check-report.js';
import { type CheckOptions, checkRules, judge } from '../rules/index.js';
import { draw, subjectOf } from '../testing/draw.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import { formatForBuild, sarifLimitNotes } from './build-formats.js';
import { COMMENT_LIMIT } from './check-markdown.js';
import { cutTo, wellFormed } from './escape.js';
import { formatReport } from './index.js';

/** A check of a small organisation in which a cycle is known, a self-call accepted and an entry stale. */
function reportOf(records: readonly unknown[], options: Partial<CheckOptions> = {}) {
  const subject = subjectOf(buildGraph(records));
  const result = checkRules(subject.graph, {
    now: 0,
    accept: [{ rule: 'no-cycles', procedures: ['id:s'], reason: 'By design.', approvedBy: 'Ann' }],
    ...options,
  });
  const known = result.violations.filter(({ procedures }) => procedures.includes('k'));
  const judgement = judge(result, {
    baseline: [...known, { fingerprint: 'gone', rule: 'no-orphans', procedures: ['7'] }],
  });
  return checkReport(subject, { result, judgement, configuration: 'config/klarify graph.json' });
}

const RECORDS = draw('a -> b -> a; k -> l -> k; s -> s; (gone) -> b; root -> s', {
  a: { owner: 'Ann', url: 'https://a.example/a' },
  root: { type: 'PROCESS_MODEL', owner: 'Bob' },
});
const REPORT = reportOf(RECORDS);

describe('the text of a check', () => {
  it('shows new violations, known ones, accepted ones and stale entries, and counts them', () => {
    const text = formatReport(REPORT, 'text');
    expect(text).toContain('no-cycles: 1 error, 1 known\n');
    expect(text).toContain('(known)\n');
    expect(text).toContain('Accepted by Ann: By design.\n');
    expect(text).toContain('gone no-orphans 7\n');
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      '5 errors, 3 warnings; 3 known, 1 accepted, 1 stale entry in the baseline.',
    );
  });

  it('says that there is nothing', () => {
    expect(formatReport(reportOf([]), 'text')).toContain('No violations; 1 stale entry in the baseline.\n');
  });
});

describe('Markdown of a check', () => {
  it('links procedures and draws small loops', () => {
    const text = formatReport(REPORT, 'markdown');
    expect(text).toContain('[a](<https://a.example/a>)');
    expect(text).toContain('```mermaid\nflowchart LR\n  n0["a"]\n  n1["b"]\n  n0 --> n1\n  n1 --> n0\n```');
    expect(text.match(/```mermaid/g)).toHaveLength(1);
  });

  it('fits into a comment, whatever there is to say, and says how much it leaves out', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ id: at, name: `Procedure ${at}` }));
    const text = formatReport(reportOf(many), 'markdown');
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toMatch(/\n\d+ more\\?\.\n/);
    const long = Array.from({ length: 300 }, (_, at) => ({
      id: at,
      name: '|'.repeat(60_000),
      owner: 'x'.repeat(9000),
    }));
    expect(formatReport(reportOf(long), 'markdown').length).toBeLessThanOrEqual(COMMENT_LIMIT);
  });

  it('cuts a long name of pairs of code units as well, and between them', () => {
    const text = formatReport(reportOf([{ id: 1, name: '😀'.repeat(50_000) }]), 'markdown');
    expect(text).toContain('1 error, 1 warning');
    expect(text).toMatch(/\| (?:😀){300}… \|/u);
    expect(text).toBe(wellFormed(text));
  });
});

describe('JUnit', () => {
  it('fails for new errors alone, skips known and accepted violations, and has a suite a rule', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      isArray: (name) => /^test(suite|case)$/.test(name),
    });
    const { testsuites } = parser.parse(formatForBuild(REPORT, 'junit'));
    expect(testsuites).toMatchObject({ tests: '15', failures: '5', errors: '0' });
    const suites: { name: string; tests: string; testcase: object[] }[] = testsuites.testsuite;
    expect(suites.map(({ name }) => name)).toEqual(REPORT.rules.map(({ name }) => name));
    for (const { tests, testcase } of suites) expect(String(testcase.length)).toBe(tests);
    const cycles = suites.find(({ name }) => name === 'no-cycles');
    expect(cycles?.testcase.map((test) => ['failure', 'skipped'].filter((kind) => kind in test))).toEqual([
      ['failure'],
      ['skipped'],
      ['skipped'],
    ]);
    const ambiguous = suites.find(({ name }) => name === 'no-ambiguous-references');
    expect(ambiguous?.testcase).toEqual([{ name: 'no violations', classname: 'no-ambiguous-references' }]);
  });
});

describe('formats of build servers', () => {
  it('are a line a new violation, with its severity', () => {
    const fresh = REPORT.violations.filter(({ known }) => !known);
    const github = formatForBuild(REPORT, 'github').trimEnd().split('\n');
    expect(github).toHaveLength(fresh.length + 1);
    expect(github.filter((line) => line.startsWith('::error title=no-'))).toHaveLength(5);
    expect(github.filter((line) => line.startsWith('::warning title=no-'))).toHaveLength(3);
    const azure = formatForBuild(REPORT, 'azure').trimEnd().split('\n');
    expect(azure.filter((line) => line.startsWith('##vso[task.logissue type=error]no-'))).toHaveLength(5);
    const teamcity = formatForBuild(REPORT, 'teamcity').trimEnd().split('\n');
    expect(teamcity.filter((line) => line.startsWith('##teamcity[inspection '))).toHaveLength(fresh.length);
    expect(teamcity).toContain("##teamcity[buildStatisticValue key='klarify-graph.error' value='5']");
  });

  it.each(HOSTILE_NAMES)('stay a line a violation, each with one command, with %s', (_, name) => {
    const hostile = reportOf(
      draw('a -> b -> a; k -> l -> k; s -> s; (gone) -> b; root -> s', { a: { name, owner: 'Ann' } }),
    );
    for (const format of ['github', 'azure', 'teamcity'] as const) {
      for (const line of formatForBuild(hostile, format).trimEnd().split('\n')) {
        expect(line).toMatch(
          /^(::(error|warning|notice) title=|##vso\[task\.logissue |##teamcity\[|klarify-graph: )/,
        );
        expect(line.match(/##(vso|teamcity)\[/g)?.length ?? 0).toBeLessThanOrEqual(1);
        if (format === 'teamcity')
          expect(line).toMatch(/^##teamcity\[\w+( \w+='([^|'[\]]|\|['|[\]]|\|0x[0-9a-f]{4})*')+\]$/);
      }
    }
  });
});

describe('what a build server reads', () => {
  const shown = (text: string) => showControls(wellFormed(text));

  it.each(HOSTILE_NAMES)('is what the violation says, with %s', (_, name) => {
    const hostile = reportOf(draw('a -> b -> a; x -> x', { a: { name }, x: { name: `::error::${name}` } }), {
      relations: [{ ...RELATION, name: `r ${name},:%` }],
    });
    const fresh = hostile.violations.filter(({ known }) => !known);
    const github = formatForBuild(hostile, 'github').trimEnd().split('\n').slice(0, -1).map(readGithub);
    expect(github).toEqual(
      fresh.map(({ severity, rule, message }) => ({
        command: { error: 'error', warn: 'warning', info: 'notice' }[severity],
        title: shown(rule),
        message: shown(message),
      })),
    );
    const azure = formatForBuild(hostile, 'azure').trimEnd().split('\n').slice(0, -1);
    expect(azure.map(readAzure)).toEqual(
      fresh.map(({ rule, message }) => showInLog(wellFormed(`${rule}: ${message}`))),
    );
    const teamcity = formatForBuild(hostile, 'teamcity').split('\n');
    const inspections = teamcity
      .filter((line) => line.startsWith('##teamcity[inspection '))
      .map(readTeamcity);
    expect(inspections.map(({ typeId, message }) => ({ typeId, message }))).toEqual(
      fresh.map(({ rule, message }) => ({
        typeId: shown(cutTo(rule, 254)),
        message: shown(cutTo(message, 3999)),
      })),
    );
  });
});

describe('what a build server does not take', () => {
  it('is no plain line of Azure: its text is not one of a command', () => {
    const names = {
      a: { name: '100 % ##12', owner: 'Ann' },
      b: { name: '##vso[task.complete]', owner: 'Ann' },
    };
    const report = reportOf(draw('a -> a; b -> b', names), {
      rules: { 'no-cycles': 'info', 'no-orphans': 'off' },
    });
    expect(formatForBuild(report, 'azure').split('\n').slice(0, 2)).toEqual([
      'no-cycles: "##vso[task.complete]" (b) calls itself.'.replace('#', '\\x23'),
      'no-cycles: "100 % ##12" (a) calls itself.',
    ]);
  });

  it('is longer than what TeamCity takes, nor half a character at its end', () => {
    const name = `x${'😀'.repeat(3000)}`;
    const report = reportOf(draw('a -> b -> a', { a: { name } }), { relations: [{ ...RELATION, name }] });
    const lines = formatForBuild(report, 'teamcity').trimEnd().split('\n').map(readTeamcity);
    for (const { id = '', name: title = '', typeId = '', message = '', file = '' } of lines) {
      for (const short of [id, title, typeId]) expect(short.length).toBeLessThanOrEqual(255);
      for (const long of [message, file]) expect(long.length).toBeLessThanOrEqual(4000);
      for (const text of [id, title, typeId, message, file]) expect(text).toBe(wellFormed(text));
    }
    expect(lines.filter(({ message = '' }) => message.endsWith('…')).length).toBeGreaterThan(0);
    expect(lines.filter(({ typeId = '' }) => typeId.endsWith('…')).length).toBeGreaterThan(0);
  });

  it('is an identity of a build problem that is no identifier of Java', () => {
    const complete = { ...REPORT, source: { ...REPORT.source, complete: false } };
    expect(formatForBuild(complete, 'teamcity')).toMatch(
      /^##teamcity\[buildProblem description='[^']+' identity='[a-zA-Z_$][\w$]{0,59}'\]$/m,
    );
  });
});

const RELATION = {
  from: ['id:*'],
  to: ['id:*'],
  allowed: false,
  required: undefined,
  reachable: false,
  severity: 'error',
  comment: undefined,
} as const;

/** As the runner of GitHub Actions takes a line apart and undoes its escapes. */
function readGithub(line: string) {
  const [, command, title = '', message = ''] = /^::(\w+) title=([^,:]*)::(.*)$/s.exec(line) ?? [];
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (text: string) =>
    data(text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ','));
  return { command, title: property(title), message: data(message) };
}

/** As the agent of Azure Pipelines does. */
function readAzure(line: string): string {
  const text = line.replace(/^##vso\[task\.logissue type=(error|warning)\]/, '');
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%AZP25', '%');
}

/** As TeamCity documents its service messages. */
function readTeamcity(line: string) {
  const values = [...line.matchAll(/(\w+)='((?:[^|']|\|0x[0-9a-f]{4}|\|[^0])*)'/g)].map(
    ([, key, value = '']) => [
      key,
      value.replace(/\|(?:0x([0-9a-f]{4})|(.))/gs, (_, code?: string, one?: string) =>
        code === undefined ? (one ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
      ),
    ],
  );
  const read: Readonly<Record<string, string>> = Object.fromEntries(values);
  return read;
}

describe('XML and HTML', () => {
  it('HTML counts one procedure as one', () => {
    expect(formatForBuild(reportOf([{ id: 1 }]), 'html')).toContain('<p>1 procedure, fetched at ');
    expect(formatForBuild(reportOf([]), 'html')).toContain('<p>0 procedures, fetched at ');
  });

  it.each(HOSTILE_NAMES)('are well-formed with %s', (_, name) => {
    const details = Object.fromEntries(
      ['a', 'k', 's', 'gone'].map((id) => [id, { name, owner: name, url: name, status: name }]),
    );
    const hostile = reportOf(draw('a -> b -> a; k -> l -> k; s -> s; (gone) -> b', details), {
      accept: [{ rule: 'no-cycles', procedures: ['id:s'], reason: `x${name}`, approvedBy: name }],
    });
    for (const format of ['junit', 'html'] as const) {
      const text = formatForBuild(hostile, format);
      expect(XMLValidator.validate(text.replace('<!DOCTYPE html>', ''))).toBe(true);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u);
      expect(text).not.toMatch(/<script|href="(?!https?:)/);
    }
  });

  it('never leave an element of HTML empty that must have an end tag', () => {
    expect(formatForBuild(REPORT, 'html')).not.toMatch(/<(?!meta)\w+[^>]*\/>/);
  });
});

describe('SARIF', () => {
  it('tells new results from known and accepted ones', () => {
    const { runs } = JSON.parse(formatForBuild(REPORT, 'sarif'));
    const results: { baselineState: string; suppressions?: object[]; ruleIndex: number; ruleId: string }[] =
      runs[0].results;
    expect(results.filter(({ baselineState }) => baselineState === 'new')).toHaveLength(8);
    expect(results.filter(({ suppressions }) => suppressions !== undefined)).toMatchObject([
      { suppressions: [{ kind: 'external', status: 'accepted', justification: 'By design. (Ann)' }] },
    ]);
    for (const { ruleIndex, ruleId } of results) expect(runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(JSON.stringify(results)).toContain('"uri":"config/klarify%20graph.json"');
  });

  it.each([
    [5000, undefined],
    [5001, "holds all 5001 results, and GitHub's code scanning shows 5000 of them"],
    [25_001, "holds all 25001 results, and GitHub's code scanning refuses a file of more than 25000"],
  ])('holds all of %i results and says what code scanning makes of them', (count, note) => {
    const records = Array.from({ length: count }, (_, id) => ({ id, name: `P${id}`, owner: 'Ann' }));
    const report = reportOf(records, { accept: [] });
    const [run] = JSON.parse(formatForBuild(report, 'sarif')).runs;
    expect(run.results).toHaveLength(count);
    const [invocation] = run.invocations;
    expect(invocation.executionSuccessful).toBe(true);
    expect(sarifLimitNotes(report)).toHaveLength(note === undefined ? 0 : 1);
    if (note === undefined) expect(invocation.toolExecutionNotifications).toBeUndefined();
    else {
      expect(invocation.toolExecutionNotifications).toMatchObject([
        { level: 'warning', message: { text: expect.stringContaining(note) } },
      ]);
    }
  });
});

describe('annotations of GitHub', () => {
  it.each([
    [10, false],
    [11, true],
  ])('of %i errors say so where GitHub does not show all: %s', (count, says) => {
    const records = Array.from({ length: count }, (_, id) => ({ id, name: `P${id}`, owner: 'Ann' }));
    const text = formatForBuild(reportOf(records, { accept: [] }), 'github');
    expect(text.match(/^::error /gm)).toHaveLength(count);
    expect(text.includes('GitHub shows 10 annotations of a kind for a step')).toBe(says);
  });
});
