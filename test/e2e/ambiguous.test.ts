import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type RunResult, runCli, withFolder } from './run-cli.js';

/**
 * Two procedures called Review. Which of them Report is called from is not known, so calls lead there from both; with
 * them Report, Filing and the first Review are a cycle, and Audit leads to Report only by way of the second.
 */
const LIST = [
  { id: 1, name: 'Review', called_from: [{ id: 4 }] },
  { id: 2, name: 'Review', called_from: [{ id: 5 }] },
  { id: 3, name: 'Report', type: 'SUBPROCESS', called_from: ['Review'] },
  { id: 4, name: 'Filing', called_from: [{ id: 3 }, { id: 6 }] },
  { id: 5, name: 'Audit', type: 'PROCESS_MODEL' },
  { id: 6, name: 'Start', type: 'PROCESS_MODEL' },
];

const IGNORE = '--ignore-ambiguous';

/** Runs on the list in a file of the working folder. */
function onList(
  use: (run: (...args: readonly string[]) => Promise<RunResult>, folder: string) => Promise<void>,
  list: readonly object[] = LIST,
): Promise<void> {
  return withFolder(async (cwd) => {
    await writeFile(join(cwd, 'list.json'), JSON.stringify(list));
    const env = { KLARIFY_GRAPH_STORE: join(cwd, 'store') };
    await use((...args) => runCli(['--snapshot', 'list.json', ...args], { cwd, env }), cwd);
  });
}

interface Tree {
  readonly children: readonly Tree[];
}

interface Side {
  readonly procedures: readonly { readonly id: string; readonly ambiguous?: boolean }[];
}

/** What of the documents is looked into by key. */
interface Answer {
  readonly count: number;
  readonly calls: number;
  readonly cycles: unknown;
  readonly found: boolean;
  readonly dependents: Side;
  readonly dependencies: Side;
  readonly impact: Side;
  readonly orphans: readonly { readonly id: string }[];
  readonly root: Tree;
  readonly diagnostics: readonly { readonly code: string }[];
}

function jsonOf({ stdout }: RunResult): Answer {
  const answer: Answer = JSON.parse(stdout);
  return answer;
}

/** A column of a CSV whose cells hold no comma. */
function columnOf({ stdout }: RunResult, title: string): readonly (string | undefined)[] {
  const [head = [], ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => row[head.indexOf(title)]);
}

function marksOf(side: Side): readonly string[] {
  return side.procedures.map(({ id, ambiguous }) => `${id}${ambiguous === true ? ' ?' : ''}`);
}

describe.concurrent('impact', () => {
  test('marks what only ambiguous calls lead to, in every format', () =>
    onList(async (run) => {
      const json = jsonOf(await run('impact', 'Filing', '--format', 'json'));
      expect(marksOf(json.dependents)).toEqual(['3', '6', '1 ?', '2 ?', '5 ?']);
      expect(marksOf(json.dependencies)).toEqual(['1', '3 ?']);
      expect((await run('impact', 'Filing')).stdout).toMatch(/ {2}Review \(ambiguous\) +1 /);
      expect((await run('impact', 'Filing', '--format', 'markdown')).stdout).toContain(
        '| Review (ambiguous) | 2 |',
      );
      const csv = await run('impact', 'Filing', '--format', 'csv');
      expect(columnOf(csv, 'ambiguous')).toEqual(['false', 'false', 'true', 'true', 'true', 'false', 'true']);
      expect((await run('impact', 'Filing', '--format', 'dot')).stdout.match(/style=dotted/g)).toHaveLength(
        2,
      );
      expect((await run('impact', 'Filing', '--format', 'mermaid')).stdout.match(/-\.->/g)).toHaveLength(2);
    }));

  test('leaves them out when told to', () =>
    onList(async (run) => {
      const json = jsonOf(await run('impact', 'Filing', IGNORE, '--format', 'json'));
      expect(marksOf(json.dependents)).toEqual(['3', '6']);
      expect(marksOf(json.dependencies)).toEqual(['1']);
      for (const format of ['text', 'markdown', 'dot', 'mermaid']) {
        const { stdout } = await run('impact', 'Filing', IGNORE, '--format', format);
        expect(stdout, format).not.toMatch(/ambiguous|dotted|-\.->|Audit/);
      }
    }));
});

describe.concurrent('cycles', () => {
  test('marks one that is none without ambiguous calls, in every format', () =>
    onList(async (run) => {
      const result = await run('cycles', '--format', 'json');
      expect(result.status).toBe(1);
      expect(jsonOf(result).cycles).toMatchObject([{ size: 3, ambiguous: true }]);
      expect((await run('cycles')).stdout).toContain('Cycle 1: 3 procedures (ambiguous)');
      expect((await run('cycles', '--format', 'markdown')).stdout).toContain('3 procedures (ambiguous)');
      expect(columnOf(await run('cycles', '--format', 'csv'), 'ambiguous')).toEqual(['true', 'true', 'true']);
      expect((await run('cycles', '--format', 'dot')).stdout).toContain('style=dotted');
      expect((await run('cycles', '--format', 'mermaid')).stdout).toContain('-.->');
    }));

  test('does not mark one that certain calls close as well', () =>
    onList(
      async (run) => {
        const { cycles } = jsonOf(await run('cycles', '--format', 'json'));
        expect(cycles).toMatchObject([{ size: 3, ambiguous: false }]);
        expect(jsonOf(await run('cycles', IGNORE, '--format', 'json')).count).toBe(1);
      },
      LIST.map((record) => (record.id === 3 ? { ...record, called_from: ['Review', { id: 1 }] } : record)),
    ));

  test('has none, and exit status 0, when told to leave them out', () =>
    onList(async (run) => {
      const result = await run('cycles', IGNORE, '--format', 'json');
      expect([result.status, jsonOf(result).count]).toEqual([0, 0]);
    }));
});

describe.concurrent('the other commands', () => {
  test('path says that every chain passes an ambiguous call, and finds none without them', () =>
    onList(async (run) => {
      expect(jsonOf(await run('path', 'Audit', 'Filing', '--format', 'json'))).toMatchObject({
        found: true,
        ambiguous: true,
      });
      expect((await run('path', 'Audit', 'Filing')).stdout).toContain('(ambiguous)');
      expect(jsonOf(await run('path', 'Start', 'Filing', '--format', 'json'))).not.toHaveProperty(
        'ambiguous',
      );
      const without = await run('path', 'Audit', 'Filing', IGNORE, '--format', 'json');
      expect([without.status, jsonOf(without).found]).toEqual([1, false]);
    }));

  test('tree marks what only an ambiguous call leads to, either way, in every format', () =>
    onList(async (run) => {
      const down = await run('tree', 'Audit');
      expect(down.stdout).toMatch(/Review +id:2\n/);
      expect(down.stdout).toMatch(/Report +id:3 \(ambiguous\)\n/);
      expect(down.stdout).toMatch(/Filing +id:4\n/);
      const up = await run('tree', 'Report', '--direction', 'dependents', '--format', 'markdown');
      expect(up.stdout).toContain('- Review id:1 (ambiguous)\n');
      expect(up.stdout).toContain('- Review id:2 (ambiguous)\n');
      const json = await run('tree', 'Audit', '--format', 'json');
      expect(jsonOf(json).root).toMatchObject({
        children: [{ id: '2', children: [{ id: '3', ambiguous: true }] }],
      });
      expect(json.stdout.match(/"ambiguous": true/g)).toHaveLength(2);
      for (const format of ['text', 'markdown', 'json']) {
        const { stdout } = await run('tree', 'Report', IGNORE, '--format', format);
        expect(stdout).not.toMatch(/\(ambiguous\)|"ambiguous": true/);
      }
    }));

  test('orphans, tree, list and stats count them, or do not', () =>
    onList(async (run) => {
      const both = async (...args: readonly string[]) => ({
        counted: jsonOf(await run(...args, '--format', 'json')),
        ignored: jsonOf(await run(...args, IGNORE, '--format', 'json')),
      });
      const orphans = await both('orphans', '--exit-zero');
      expect(orphans.counted.orphans).toEqual([]);
      expect(orphans.ignored.orphans.map(({ id }) => id)).toEqual(['3']);
      const tree = await both('tree', 'Audit');
      const belowReview = ({ root }: Answer) => root.children[0]?.children.length;
      expect([belowReview(tree.counted), belowReview(tree.ignored)]).toEqual([1, 0]);
      const list = await both('list', '+id:3');
      expect([list.counted.count, list.ignored.count]).toEqual([6, 1]);
      const stats = await both('stats');
      expect([stats.counted.calls, stats.ignored.calls]).toEqual([6, 4]);
      expect([stats.counted.cycles, stats.ignored.cycles]).toEqual([1, 0]);
    }));

  test('diff marks who is affected only by way of them', () =>
    onList(async (_run, cwd) => {
      const changed = LIST.map((record) => (record.id === 4 ? { ...record, owner: 'Ann' } : record));
      await writeFile(join(cwd, 'later.json'), JSON.stringify(changed));
      const diff = (...args: readonly string[]) =>
        runCli(['diff', 'list.json', 'later.json', ...args], { cwd });
      const { impact } = jsonOf(await diff('--format', 'json'));
      expect(marksOf(impact)).toEqual(['3', '6', '1 ?', '2 ?', '5 ?']);
      expect((await diff()).stdout).toMatch(/ {2}Audit \(ambiguous\) +5 /);
      expect((await diff('--format', 'markdown')).stdout).toContain('| Audit (ambiguous) | 5 |');
      expect(marksOf(jsonOf(await diff(IGNORE, '--format', 'json')).impact)).toEqual(['3', '6']);
    }));

  test.each([
    ['json', /"ambiguous":true/g],
    ['graphml', /<data key="[^"]*">true<\/data>/g],
    ['csv', /,true\n/g],
    ['dot', /style=dotted/g],
    ['mermaid', /-\.->/g],
  ] as const)('export --format %s marks them, or leaves them out', (format, mark) =>
    onList(async (run) => {
      expect((await run('export', '--format', format)).stdout.match(mark)).toHaveLength(2);
      expect((await run('export', IGNORE, '--format', format)).stdout).not.toMatch(mark);
    }),
  );

  test('an exported graph still knows which calls are ambiguous', () =>
    onList(async (run, cwd) => {
      await run('export', '--format', 'json', '--out', join(cwd, 'graph.json'));
      const from = (...args: readonly string[]) => runCli(['--snapshot', 'graph.json', ...args], { cwd });
      expect((await from('cycles')).status).toBe(1);
      expect((await from('cycles', IGNORE)).status).toBe(0);
    }));
});

describe.concurrent('a name that many share', () => {
  const many = [
    ...Array.from({ length: 43 }, (_, id) => ({ id, name: 'Review' })),
    ...Array.from({ length: 20 }, (_, at) => ({ id: 100 + at, name: `Form ${at}`, called_from: ['Review'] })),
  ];

  test('is named in one warning, however many references there are', () =>
    onList(async (run) => {
      const { stderr } = await run('stats');
      expect(stderr.trimEnd().split('\n')).toEqual([
        expect.stringContaining('ambiguous-reference: "Form 0"'),
        'warning: ambiguous-reference: 19 more; --verbose shows them, --format json lists them.',
        expect.stringMatching(
          /ambiguous-name: 20 references .* become 860 calls: "Review" \(43 procedures, /,
        ),
      ]);
      const { diagnostics } = jsonOf(await run('stats', '--quiet', '--format', 'json'));
      const codes = diagnostics.map(({ code }) => code);
      expect(codes.filter((code) => code === 'ambiguous-name')).toHaveLength(1);
      expect((await run('stats', '--quiet')).stderr).toBe('');
    }, many));
});
