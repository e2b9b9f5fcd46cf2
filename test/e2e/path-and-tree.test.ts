import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORMATS } from '@klarify-graph/core/format';
import { describe, expect, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

const RECORDS = [
  { id: 1, name: 'Sales' },
  { id: 2, name: 'Quote', called_from: [{ id: 1 }] },
  { id: 3, name: 'Discount', called_from: [{ id: 1 }] },
  { id: 4, name: 'Approve', called_from: [{ id: 2 }, { id: 3 }, { id: 6 }] },
  { id: 5, name: 'File', called_within: [{ id: 4 }] },
  { id: 6, name: 'Escalate', called_from: [{ id: 4 }] },
  { id: 7, name: 'Alone' },
];

function run(...args: string[]) {
  return runCli(['--snapshot', '-', '--quiet', ...args], { stdin: JSON.stringify(RECORDS) });
}

const ids = (procedures: readonly { readonly id: string }[]) => procedures.map(({ id }) => id);

describe('path', () => {
  test('shows the shortest chain and what every chain passes', async () => {
    const { status, stdout } = await run('path', 'Sales', 'File', '--format', 'json');
    const document = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(document).toMatchObject({ schemaVersion: 1, command: 'path', found: true });
    expect([ids(document.path), ids(document.mustPass)]).toEqual([['1', '3', '4', '5'], ['4']]);
  });

  test('ends with 1 when there is no chain, and with 0 under --exit-zero', async () => {
    const { status, stdout } = await run('path', 'File', 'Sales', '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ found: false, path: [], mustPass: [] });
    expect(await run('path', 'File', 'Sales')).toMatchObject({
      status: 1,
      stdout: 'From "File" (id:5) to "Sales" (id:1)\nNo chain of calls leads there.\n',
    });
    expect((await run('path', 'File', 'Sales', '--exit-zero')).status).toBe(0);
  });

  test('leads from a procedure to itself', async () => {
    const { status, stdout } = await run('path', 'id:4', 'Approve', '--format', 'json');
    const document = JSON.parse(stdout);
    expect(status).toBe(0);
    expect([document.found, ids(document.path), document.mustPass]).toEqual([true, ['4'], []]);
  });

  test('refuses what it does not know', async () => {
    expect((await run('path', 'Sales', 'Nothing like it')).status).toBe(2);
    expect((await run('path', 'Sales')).status).toBe(2);
    expect((await run('path', 'Sales', 'File', '--format', 'csv')).status).toBe(2);
  });
});

describe('tree', () => {
  test('is indented, each subtree shown once', async () => {
    const { status, stdout } = await run('tree', 'Sales');
    expect(status).toBe(0);
    expect(stdout).toBe(`What "Sales" (id:1) leads to
Sales  id:1
├─ Discount  id:3
│  └─ Approve  id:4
│     ├─ Escalate  id:6
│     │  └─ Approve  id:4 ↻ cycle
│     └─ File  id:5
└─ Quote  id:2
   └─ Approve  id:4 ↻ shown above
It leads to 5 procedures.
`);
  });

  test('marks in JSON what is not repeated', async () => {
    const { root } = JSON.parse((await run('tree', 'Sales', '--format', 'json')).stdout);
    const [discount, quote] = root.children;
    expect(quote.children).toMatchObject([{ id: '4', children: [], repeated: true }]);
    expect(discount.children[0]).not.toHaveProperty('repeated');
    expect(ids(discount.children[0].children)).toEqual(['6', '5']);
  });

  test('goes the other way, no deeper than asked for', async () => {
    const args = ['tree', 'File', '--direction', 'dependents', '--depth', '1', '--format', 'json'];
    const { root } = JSON.parse((await run(...args)).stdout);
    expect(root.children).toMatchObject([{ id: '4', children: [] }]);
    expect((await run('tree', 'File', '--depth', '0')).status).toBe(2);
    expect((await run('tree', 'File', '--direction', 'both')).status).toBe(2);
  });

  test('is written of a chain of 20,000', async () => {
    const size = 20_000;
    const records = Array.from({ length: size }, (_, id) => ({
      id,
      name: `P${id}`,
      called_from: id === 0 ? [] : [{ id: id - 1 }],
    }));
    const stdin = JSON.stringify(records);
    for (const format of FORMATS.tree) {
      const { status, stdout } = await runCli(['--snapshot', '-', 'tree', 'id:0', '--format', format], {
        stdin,
      });
      expect(status).toBe(0);
      expect(stdout).toContain(`P${size - 1}`);
    }
  });
});

describe('the formats', () => {
  const subjects = { impact: ['Approve'], path: ['Sales', 'File'], tree: ['Sales'] } as const;
  const commands = ['impact', 'cycles', 'orphans', 'path', 'tree', 'list'] as const;

  test.each(commands)('of %s are those of its help, and no other', async (command) => {
    const args = [command, ...(command in subjects ? subjects[command as keyof typeof subjects] : [])];
    const { stdout: help } = await run(command, '--help');
    expect(help).toContain(`\nFormats: ${FORMATS[command].join(', ')}\n`);
    for (const format of FORMATS[command]) {
      const { status, stdout } = await run(...args, '--format', format);
      expect(status).toBeLessThan(2);
      expect(stdout).not.toBe('');
    }
    for (const format of ['dot', 'sarif', '__proto__']) {
      if (FORMATS[command].some((known) => known === format)) continue;
      const { status, stdout } = await run(...args, '--format', format);
      expect([status, stdout]).toEqual([2, '']);
    }
  });

  test('of pictures point from caller to callee', async () => {
    const dot = (await run('impact', 'Approve', '--format', 'dot')).stdout;
    expect(dot).toMatch(/^digraph /);
    expect(dot).toMatch(/n0 \[label="Approve".*fillcolor/);
    expect(dot).toContain('[style=dashed]');
    const mermaid = (await run('cycles', '--format', 'mermaid')).stdout;
    expect(mermaid).toMatch(/^flowchart LR\n {2}n0\["Approve"\]\n {2}n1\["Escalate"\]\n/);
    expect(mermaid).toContain('-->|cut|');
  });
});

describe('export', () => {
  test.each([
    ['dot', /^digraph /],
    ['mermaid', /^flowchart LR\n/],
    ['graphml', /^<\?xml .*\n<graphml /],
    ['gexf', /^<\?xml .*\n<gexf /],
    [
      'csv',
      /^callerId,callerName,calleeId,calleeName,kinds,ambiguous\n4,Approve,6,Escalate,called_from,false\n/,
    ],
  ])('writes %s', async (format, start) => {
    const { status, stdout } = await run('export', '--format', format);
    expect(status).toBe(0);
    expect(stdout).toMatch(start);
  });

  test.each([
    ['graph.gv', /^digraph /],
    ['graph.mmd', /^flowchart /],
    ['graph.gexf', /<gexf /],
  ])('takes the format of %s from its name', async (name, start) => {
    await withFolder(async (folder) => {
      const out = join(folder, name);
      expect((await run('export', '--out', out)).status).toBe(0);
      expect(await readFile(out, 'utf8')).toMatch(start);
    });
  });

  test('refuses a format that it does not have', async () => {
    expect((await run('export', '--format', '__proto__')).status).toBe(2);
    expect((await run('export', '--out', 'graph.xlsx')).status).toBe(2);
  });
});
