import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

async function json(...args: string[]) {
  const { stdout, status } = await runCli(['--sample', ...args, '--format', 'json']);
  return { document: JSON.parse(stdout), status };
}

describe('the sample organisation', () => {
  test('impact: dependents and dependencies by distance, with owners and lanes', async () => {
    const { document, status } = await json('impact', 'Sales Pipeline Process');
    expect(status).toBe(0);
    expect(document).toMatchObject({
      schemaVersion: 1,
      command: 'impact',
      source: { kind: 'sample', complete: true },
    });
    expect(document.targets).toHaveLength(1);
    expect(Object.keys(document.targets[0])).toEqual([
      'id',
      'name',
      'type',
      'status',
      'owner',
      'lanes',
      'url',
      'missing',
    ]);
    expect(document.dependents.count).toBe(document.dependents.procedures.length);
    expect(document.dependents.procedures.map((p: { name: string }) => p.name)).toContain('Lead to Cash');
    expect(document.dependencies.procedures.map((p: { name: string }) => p.name)).toContain(
      'Customer Onboarding Process',
    );
    expect(document.dependents.procedures[0]).toMatchObject({ distance: 1, via: document.targets[0].id });
  });

  test('impact --direction leaves the other side out; --depth bounds the distance', async () => {
    const { document } = await json(
      'impact',
      'Sales Pipeline Process',
      '--direction',
      'dependents',
      '--depth',
      '1',
    );
    expect(document.dependencies).toBeUndefined();
    expect(new Set(document.dependents.procedures.map((p: { distance: number }) => p.distance))).toEqual(
      new Set([1]),
    );
  });

  test('impact of several procedures lists none of them', async () => {
    const { document } = await json('impact', 'Sales Pipeline Process', 'Customer Onboarding Process');
    const ids = document.targets.map((p: { id: string }) => p.id);
    expect(ids).toHaveLength(2);
    for (const side of [document.dependents, document.dependencies]) {
      expect(side.procedures.filter((p: { id: string }) => ids.includes(p.id))).toEqual([]);
    }
  });

  test('cycles and orphans end with 1, --exit-zero makes it 0', async () => {
    const cycles = await json('cycles');
    expect(cycles.status).toBe(1);
    expect(cycles.document.count).toBe(4);
    expect(cycles.document.cycles[0]).toMatchObject({ size: 5, cutIsMinimal: true, ambiguous: false });
    const orphans = await json('orphans');
    expect(orphans.status).toBe(1);
    expect(new Set(orphans.document.orphans.map((o: { reason: string }) => o.reason))).toEqual(
      new Set(['isolated', 'uncalled', 'unreachable']),
    );
    expect((await json('orphans', '--exit-zero')).status).toBe(0);
    expect((await json('cycles', '--exit-zero')).status).toBe(0);
  });

  test('list selects', async () => {
    const { document, status } = await json('list', 'type:process_model,lane:sales', '--exclude', 'id:12100');
    expect(status).toBe(0);
    expect(document.count).toBeGreaterThan(2);
    expect(document.procedures.every((p: { type: string }) => p.type === 'PROCESS_MODEL')).toBe(true);
    expect(document.procedures.map((p: { id: string }) => p.id)).not.toContain('12100');
  });

  test.each(['impact', 'cycles', 'orphans', 'list'])('%s has text, markdown and csv', async (command) => {
    const target = command === 'impact' ? ['Sales Pipeline Process'] : [];
    for (const format of ['text', 'markdown', 'csv']) {
      const { stdout } = await runCli(['--sample', command, ...target, '--format', format]);
      expect(stdout.length).toBeGreaterThan(100);
      expect(stdout.endsWith('\n')).toBe(true);
    }
  });

  test('an exported graph answers as the organisation itself does', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'graph.json');
      const exported = await runCli(['--sample', 'export', '--format', 'json', '--out', file]);
      expect(exported).toMatchObject({ status: 0, stdout: '' });
      const graph = JSON.parse(await readFile(file, 'utf8'));
      expect(Object.keys(graph)).toEqual(['attributes', 'options', 'nodes', 'edges']);
      for (const command of [['impact', 'Sales Pipeline Process'], ['cycles'], ['orphans'], ['list']]) {
        const { document: expected } = await json(...command);
        const { stdout } = await runCli(['--snapshot', file, ...command, '--format', 'json']);
        const { source, ...answer } = JSON.parse(stdout);
        expect({ ...answer, source: { ...source, kind: 'sample' } }).toEqual(expected);
      }
    });
  });

  test('configured entry points decide what is an orphan, also in an export', async () => {
    await withFolder(async (folder) => {
      const config = join(folder, 'klarify-graph.config.json');
      const { writeFile } = await import('node:fs/promises');
      await writeFile(config, '{ "entryPoints": ["Visitor Registration"] /* reception */ }');
      const { stdout } = await runCli(['--sample', 'orphans', '--format', 'json'], { cwd: folder });
      const names = JSON.parse(stdout).orphans.map((o: { name: string }) => o.name);
      expect(names).not.toContain('Visitor Registration');
      expect(names).toContain('Lead to Cash');
      const graph = join(folder, 'graph.json');
      await runCli(['--sample', 'export', '--config', config, '--out', graph]);
      const again = await runCli(['--snapshot', graph, 'orphans', '--format', 'json']);
      expect(JSON.parse(again.stdout).orphans).toEqual(JSON.parse(stdout).orphans);
    });
  });

  test('export --format html and open write one file that holds the graph', async () => {
    await withFolder(async (folder) => {
      const page = join(folder, 'graph.html');
      expect((await runCli(['--sample', 'export', '--out', page])).status).toBe(0);
      const html = await readFile(page, 'utf8');
      expect(html).toContain('Sales Pipeline Process');
      expect(html).not.toContain('__KLARIFY_GRAPH_DATA__');
      const opened = await runCli([
        '--sample',
        'open',
        'Sales Pipeline Process',
        '--no-launch',
        '--out',
        page,
      ]);
      expect(opened.stdout).toMatch(/^file:\/\/.*graph\.html#\/focus\/12100\n$/);
    });
  });

  test('the answer is the same, byte for byte, at every run', async () => {
    const [first, second] = await Promise.all([
      runCli(['--sample', 'cycles', '--format', 'json']),
      runCli(['--sample', 'cycles', '--format', 'json']),
    ]);
    expect(first.stdout).toBe(second.stdout);
  });
});
