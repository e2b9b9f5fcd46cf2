import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

const RECORDS = [
  { id: 1, name: 'Sales', type: 'PROCESS_MODEL', owner: 'Ann' },
  { id: 2, name: 'Quote', type: 'PROCESS_MODEL', owner: 'Bob', lanes: ['Sales'], called_from: [{ id: 1 }] },
  { id: 3, name: 'Say "yes"', type: 'SUBPROCESS', called_within: [{ id: 2 }] },
  {
    id: 4,
    name: 'File',
    type: 'TASK',
    lanes: ['Office'],
    called_within: [{ id: 3 }],
    called_from: [{ id: 1 }],
  },
  { id: 5, name: 'Review', type: 'PROCESS_MODEL', owner: 'Cleo', called_from: [{ id: 4 }, { id: 2 }] },
  { id: 6, name: 'Report', type: 'PROCESS_MODEL', owner: 'Dan', called_from: [{ id: 5 }] },
  {
    id: 7,
    name: 'Review, again',
    type: 'PROCESS_MODEL',
    called_within: [{ id: 6 }],
    called_from: [{ id: 5 }],
  },
];
const LOOPED = [
  ...RECORDS,
  { id: 1, name: 'Sales', owner: 'Ann', called_from: [{ id: 6 }], updated_at: '2026-01-01' },
];

function run(args: readonly string[], records: readonly object[] = RECORDS, cwd?: string) {
  return runCli(['--snapshot', '-', '--quiet', ...args], {
    stdin: JSON.stringify(records),
    ...(cwd !== undefined && { cwd }),
  });
}

async function read(args: readonly string[], records?: readonly object[]) {
  const { status, stdout } = await run([...args, '--format', 'json'], records);
  return { status, document: JSON.parse(stdout) };
}

const ids = (procedures: readonly { readonly id: string }[]) => procedures.map(({ id }) => id);

describe('impact --retire', () => {
  test('says what is left behind, beside the impact itself', async () => {
    const { status, document } = await read(['impact', 'Quote', '--retire']);
    expect(status).toBe(0);
    const plain = await read(['impact', 'Quote']);
    const { retire, ...impact } = document;
    expect(impact).toEqual(plain.document);
    expect(retire).toMatchObject({
      dangling: [{ caller: '1', callee: '2', kinds: ['called_from'] }],
      orphaned: [{ id: '3', owner: null, ownersInherited: ['Bob'], reason: 'uncalled' }],
      uncontained: [{ id: '3', parents: ['2'], remainingParents: 0 }],
      newEntryPoints: [],
      owners: [
        { owner: 'Ann', count: 1, inherited: 0 },
        { owner: 'Bob', count: 1, inherited: 1 },
      ],
    });
  });

  test('begins with who is affected', async () => {
    const { stdout } = await run(['impact', 'File', '--retire']);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'Impact of "File" (id:4)',
      '3 procedures affected, 2 owners to notify.',
      '',
      'Retiring: what is left behind',
      '2 calls left dangling, 0 new orphans, 2 owners to ask.',
    ]);
    expect(stdout).toContain('Bob (inherited)');
  });

  test('honours configured entry points', async () => {
    await withFolder(async (folder) => {
      const config = join(folder, 'klarify-graph.config.json');
      await writeFile(config, '{ "entryPoints": ["id:2", "id:1"] }');
      const { stdout } = await run(['impact', 'id:2', '--retire', '--format', 'json', '--config', config]);
      expect(ids(JSON.parse(stdout).retire.orphaned)).toEqual(['3']);
      await writeFile(config, '{ "entryPoints": "id:2" }');
      const alone = await run(['impact', 'id:2', '--retire', '--format', 'json', '--config', config]);
      expect(ids(JSON.parse(alone.stdout).retire.orphaned)).toEqual(['4', '6', '5', '7', '3']);
    });
  });

  test.each(['markdown', 'csv', 'dot', 'mermaid'])('is written as %s', async (format) => {
    const { status, stdout } = await run(['impact', 'Quote', '--retire', '--format', format]);
    expect(status).toBe(0);
    expect(stdout).toContain('Sales');
    if (format === 'csv') expect(stdout).toMatch(/\norphaned,,3,"Say ""yes""",.*,Bob,uncalled\n/);
  });
});

describe('impact of a set', () => {
  test('is chosen by selectors, with names or without', async () => {
    const targets = async (...args: string[]) => ids((await read(['impact', ...args])).document.targets);
    expect(await targets('--select', 'type:process_model,owner:?*')).toEqual(['2', '6', '5', '1']);
    expect(await targets('--select', 'lane:Office', '2+Quote', '--exclude', 'id:1')).toEqual(['4', '2']);
    expect(await targets('Sales', '--select', 'Say "yes"')).toEqual(['1', '3']);
  });

  test('is refused where it is empty or wrong', async () => {
    expect(await run(['impact'])).toMatchObject({ status: 2, stdout: '' });
    expect(await run(['impact', 'Sales', '--exclude', 'id:1'])).toMatchObject({ status: 2, stdout: '' });
    expect(await run(['impact', '--select', 'owner:Nobody'])).toMatchObject({ status: 2, stdout: '' });
    const wrong = await run(['impact', '--select', 'lane:Sales,,x']);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toContain('at character 12:');
    expect(wrong.stderr).toContain(`\n  lane:Sales,,x\n  ${' '.repeat(11)}^`);
  });
});

test('list finds names that hold quotation marks and commas', async () => {
  const found = async (selector: string) => ids((await read(['list', selector])).document.procedures);
  expect(await found('Say "yes"')).toEqual(['3']);
  expect(await found('"Say ""yes"""+')).toEqual(['4', '6', '5', '7', '3']);
  expect(await found('name:"Review, "*')).toEqual(['7']);
});

describe('path --all', () => {
  test('lists every chain, the shortest first', async () => {
    const { document } = await read(['path', 'Sales', 'Review, again', '--all']);
    expect(document.paths).toEqual([
      ['1', '4', '5', '7'],
      ['1', '2', '5', '7'],
      ['1', '4', '5', '6', '7'],
      ['1', '2', '5', '6', '7'],
      ['1', '2', '3', '4', '5', '7'],
      ['1', '2', '3', '4', '5', '6', '7'],
    ]);
    expect(document.truncated).toBe(false);
    expect(ids(document.path)).toEqual(document.paths[0]);
    expect(ids(document.mustPass)).toEqual(['5']);
  });

  test('ends at its limit, and says so', async () => {
    const { document } = await read(['path', 'Sales', 'id:7', '--all', '--limit', '2']);
    expect([document.paths.length, document.truncated]).toEqual([2, true]);
    const { stdout } = await run(['path', 'Sales', 'id:7', '--all', '--limit', '2']);
    expect(stdout).toContain(
      'The first 2 chains; there may be more\n  - 3 calls: Sales → File → Review → Review, again\n',
    );
    expect((await run(['path', 'Sales', 'id:7', '--limit', '2'])).status).toBe(2);
    expect((await run(['path', 'Sales', 'id:7', '--all', '--limit', '0'])).status).toBe(2);
  });

  test('lists none where there is none', async () => {
    const { status, document } = await read(['path', 'Report', 'Sales', '--all']);
    expect([status, document.paths, document.truncated]).toEqual([1, [], false]);
  });
});

describe('cycles', () => {
  test('cuts a call rather than a containment, and says whom to ask', async () => {
    const { document } = await read(['cycles'], LOOPED);
    expect(document.cycles).toHaveLength(1);
    expect(document.cycles[0]).toMatchObject({
      cut: [{ kinds: ['called_from'] }],
      cutIsMinimal: true,
      cutHasFewestContainments: true,
    });
    expect(document.cycles[0]).not.toHaveProperty('loops');
    const { stdout } = await run(['cycles'], LOOPED);
    expect(stdout).toMatch(/\nTo ask: \w+ \(1\), \w+ \(1\)\n/);
  });

  test('lists loops with --max-loops', async () => {
    const { document } = await read(['cycles', '--max-loops', '2'], LOOPED);
    expect(document.cycles[0]).toMatchObject({
      loops: [expect.anything(), expect.anything()],
      truncated: true,
    });
    const all = await read(['cycles', '--max-loops', '50'], LOOPED);
    expect(all.document.cycles[0]).toMatchObject({ loops: { length: 3 }, truncated: false });
    expect((await run(['cycles', '--max-loops', '0'], LOOPED)).status).toBe(2);
  });
});
