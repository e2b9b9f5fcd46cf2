import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { inCheckPlace, only } from './check-place.js';

/** Something for every rule to object to. */
const RECORDS = [
  { id: 'root', name: 'Root', type: 'PROCESS_MODEL', status: 'PUBLISHED', owner: 'Ann' },
  { id: 'a', name: 'Alpha', called_from: [{ id: 'root' }, { id: 'b' }], owner: 'Ann', lanes: ['Finance'] },
  { id: 'b', name: 'Beta', called_from: [{ id: 'a' }], owner: 'Ann', updated_at: '2020-01-01T00:00:00Z' },
  { id: 'draft', name: 'Draft', status: 'DRAFT', called_from: [{ id: 'root' }, { id: 'b' }], owner: 'Bob' },
  { id: 'self', name: 'Self', called_from: [{ id: 'self' }, { id: 'root' }], owner: 'Ann' },
  { id: 'lone', name: 'Lone' },
  { id: 't1', name: 'Twin', called_from: [{ id: 'root' }], owner: 'Ann' },
  { id: 't2', name: 'twin', called_from: ['Gone', { id: 'root' }], owner: 'Ann' },
  { id: 'x', name: 'X', called_from: ['TWIN'], owner: 'Ann' },
];

describe.concurrent('each rule, on the built CLI', () => {
  test.each([
    ['no-cycles', {}, [['a', 'b'], ['self']]],
    ['no-orphans', { reasons: ['isolated'] }, [['lone']]],
    ['no-missing-references', {}, [['t2', 'missing:Gone']]],
    ['no-ambiguous-references', {}, [['x', 't1', 't2']]],
    ['no-duplicate-names', {}, [['t1', 't2']]],
    ['no-unowned', {}, [['lone']]],
    ['no-stale', { days: 30 }, [['b']]],
    ['no-published-calling-unpublished', {}, [['root', 'draft']]],
    ['no-self-calls', {}, [['self']]],
    ['max-depth', { max: 1 }, [['missing:Gone', 't2'], ['root']]],
    ['max-callers', { max: 1 }, [['a'], ['draft'], ['x'], ['t2']]],
    ['max-callees', { max: 4 }, [['root']]],
    ['single-owner-share', { max: 0.6 }, [['a', 'b', 'root', 'self', 't1', 'x', 't2']]],
  ] as const)('%s', (rule, options, expected) =>
    inCheckPlace(RECORDS, async ({ write, json }) => {
      await write('klarify-graph.config.json', only({ [rule]: ['error', options] }));
      const { violations, status, summary } = await json();
      expect(violations.map(({ procedures }) => [...procedures].sort())).toEqual(
        expected.map((ids) => [...ids].sort()),
      );
      expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set([rule]));
      expect(status).toBe(1);
      expect(summary).toEqual({ error: expected.length, warn: 0, info: 0, known: 0, stale: 0, accepted: 0 });
      await write('klarify-graph.config.json', only({ [rule]: ['warn', options] }));
      expect((await json()).status).toBe(0);
      await write('klarify-graph.config.json', only({ [rule]: 'off' }));
      expect((await json()).violations).toEqual([]);
    }),
  );

  test('relations, forbidden and required, direct and reachable', () =>
    inCheckPlace(RECORDS, async ({ write, json }) => {
      const relations = [
        { name: 'direct', from: ['lane:Finance', 'id:b'], to: 'status:draft', allowed: false },
        {
          name: 'reachable',
          from: 'lane:Finance',
          to: 'status:draft',
          allowed: false,
          reachable: true,
          severity: 'warn',
        },
        {
          name: 'required',
          from: 'id:a',
          to: ['id:draft'],
          required: true,
          severity: 'info',
          comment: 'Why.',
        },
        {
          name: 'required-reachable',
          from: ['id:a', 'id:lone'],
          to: 'id:draft',
          required: true,
          reachable: true,
          severity: 'info',
        },
      ];
      await write('klarify-graph.config.json', only({}, { relations }));
      const { violations, status } = await json();
      expect(violations.map(({ rule, severity, procedures }) => [rule, severity, procedures.join()])).toEqual(
        [
          ['direct', 'error', 'b,draft'],
          ['reachable', 'warn', 'a,draft'],
          ['required', 'info', 'a'],
          ['required-reachable', 'info', 'lone'],
        ],
      );
      expect(violations[2]?.message).toMatch(/ Why\.$/);
      expect(status).toBe(1);
    }));

  test('ignored procedures are spoken of by no rule, and entry points are none to object to', () =>
    inCheckPlace(RECORDS, async ({ write, json }) => {
      await write('klarify-graph.config.json', { entryPoints: ['Root', 'id:lone'], ignore: 'id:self' });
      const { violations } = await json();
      expect(violations.flatMap(({ procedures }) => procedures)).not.toContain('self');
      const orphans = violations.filter(({ rule }) => rule === 'no-orphans');
      expect(orphans.flatMap(({ procedures }) => procedures)).not.toContain('lone');
    }));
});

describe.concurrent('exit status of check', () => {
  test('0 where nothing is found, 1 for a new error, 0 with --exit-zero', () =>
    inCheckPlace(RECORDS, async ({ check, run }) => {
      expect((await check()).status).toBe(1);
      expect((await check('--exit-zero')).status).toBe(0);
      expect((await run(['--snapshot', '-', 'check'], { stdin: '[]' })).status).toBe(0);
    }));

  test('2 for a wrong call', () =>
    inCheckPlace(RECORDS, async ({ check, write }) => {
      for (const args of [
        ['--format', 'xml'],
        ['--reporter', 'sarrif=x'],
        ['--reporter', 'json='],
        ['--reporter', 'json=x', '--reporter', 'csv=./x'],
        ['--format', 'json', '--reporter', 'text'],
        ['--as-of', 'tomorrow'],
        ['--as-of', '2027-02-30'],
        ['--baseline', 'none.json'],
        ['--config', 'none.json'],
        ['--since', '-', '--snapshot', '-'],
      ]) {
        const { status, stdout, stderr } = await check(...args);
        expect([args, status, stdout]).toEqual([args, 2, '']);
        expect(stderr).toMatch(/^error: \S/);
      }
      await write('klarify-graph.baseline.json', '{"violations":[');
      const { status, stderr } = await check();
      expect(status).toBe(2);
      expect(stderr).toContain('klarify-graph.baseline.json');
    }));

  test('3 for an incomplete snapshot, whatever is asked for, and no baseline is written', () =>
    inCheckPlace([], async ({ write, check, run, read }) => {
      const graph = { attributes: { source: { complete: false } }, nodes: [], edges: [] };
      await write('records.json', graph);
      for (const args of [
        [],
        ['--exit-zero'],
        ['--update-baseline'],
        ['--allow-incomplete', '--exit-zero'],
      ]) {
        const { status, stdout, stderr } = await check(...args);
        expect(status).toBe(3);
        expect(stderr).toContain('incomplete');
        expect(stdout).toMatch(args.includes('--allow-incomplete') ? /^The snapshot is incomplete: / : /^$/);
      }
      const nodes = [{ key: 'p:1', attributes: { id: '1', name: 'One', owner: 'Ann' } }];
      await write('records.json', { ...graph, nodes });
      const part = await check('--update-baseline', '--allow-incomplete');
      expect([part.status, part.stdout]).toEqual([3, expect.stringContaining('In what there is: 1 error.')]);
      await expect(read('klarify-graph.baseline.json')).rejects.toThrow();
      await write('whole.json', '[]');
      const since = await run(['--snapshot', 'whole.json', 'check', '--since', 'records.json']);
      expect(since).toMatchObject({ status: 3, stdout: '' });
      expect((await run(['--snapshot', '-', 'check'], { stdin: '' })).status).toBe(3);
    }));
});

describe.concurrent('a baseline', () => {
  test('makes violations known; new ones fail; repaired ones are stale; a rename is nothing', () =>
    inCheckPlace(RECORDS, async ({ check, json, write, read }) => {
      expect(await check('--update-baseline', '--quiet')).toMatchObject({ status: 0, stderr: '' });
      const file = await read('klarify-graph.baseline.json');
      const known = await json();
      expect(known).toMatchObject({ status: 0, summary: { error: 0, warn: 0, stale: 0 } });
      expect(known.violations.every((violation) => violation.known)).toBe(true);
      const fingerprints = known.violations.map(({ fingerprint }) => fingerprint).sort();
      expect(file.match(/(?<="fingerprint":")[^"]+/g)).toEqual(fingerprints);

      await write(
        'records.json',
        JSON.stringify(RECORDS)
          .replaceAll(/"name":"(\w+)"/g, '"name":"$1 (renamed)"')
          .replaceAll(/"(Gone|TWIN)"/g, '"$1 (renamed)"'),
      );
      expect(await json()).toMatchObject({
        status: 0,
        summary: { error: 0, warn: 0, stale: 0, known: fingerprints.length },
      });
      await check('--update-baseline');
      expect(await read('klarify-graph.baseline.json')).toBe(file);

      await write('records.json', [...RECORDS.slice(0, -4), { id: 'new', name: 'New', owner: 'Ann' }]);
      const changed = await json();
      expect(changed.status).toBe(1);
      expect(
        changed.violations.filter((violation) => !violation.known).map(({ procedures }) => procedures),
      ).toEqual([['new']]);
      expect(changed.summary['stale']).toBeGreaterThan(3);
      expect((await check()).stdout).toContain('Stale in the baseline: ');

      await write('klarify-graph.config.json', {
        rules: { 'no-stale-baseline': 'error', 'no-orphans': 'off' },
      });
      const strict = await json();
      expect(strict.status).toBe(1);
      expect(strict.violations.filter(({ rule }) => rule === 'no-stale-baseline')).toHaveLength(
        strict.summary['stale'] ?? 0,
      );
    }));

  test('names what is stale: by name where there still is such a procedure, else by its id', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ write, check }) => {
      await write('klarify-graph.config.json', only({ 'no-unowned': 'error' }));
      await check('--update-baseline');
      await write('records.json', [{ id: 1, name: 'One', owner: 'Ann' }]);
      for (const format of ['text', 'markdown', 'html']) {
        const { stdout } = await check('--format', format);
        expect(stdout.replaceAll('&quot;', '"')).toMatch(/[0-9a-f]{32} no-unowned "One" \(1\)/);
      }
      await write('records.json', []);
      expect((await check()).stdout).toMatch(/[0-9a-f]{32} no-unowned 1\n/);
    }));

  test('stands beside the configuration that is found, or where --baseline says', () =>
    inCheckPlace(RECORDS, async ({ folder, run, check, write, read }) => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(`${folder}/inner`);
      await write('klarify-graph.config.json', {});
      const args = ['--snapshot', '../records.json', 'check'];
      expect((await run([...args, '--update-baseline'], { cwd: `${folder}/inner` })).status).toBe(0);
      expect(await read('klarify-graph.baseline.json')).toContain('"fingerprint"');
      expect((await run(args, { cwd: `${folder}/inner` })).status).toBe(0);
      expect((await check('--baseline', 'other.json', '--update-baseline')).status).toBe(0);
      expect(await read('other.json')).toBe(await read('klarify-graph.baseline.json'));
      expect((await check('--baseline', '.')).stderr).toContain(
        'Cannot read the baseline .: it is a folder.',
      );
      for (const args of [['--update-baseline'], [], ['--print-config']]) {
        const { status, stderr } = await check('--baseline', '-', ...args);
        expect([status, stderr]).toEqual([2, expect.stringContaining('The baseline has to be a file')]);
      }
    }));

  test('is told with how many violations it lists', () =>
    inCheckPlace([{ id: 1, name: 'One', owner: 'Ann' }], async ({ check, write }) => {
      const said = 'Wrote klarify-graph.baseline.json: ';
      expect((await check('--update-baseline')).stderr).toBe(`${said}1 known violation.\n`);
      await write('records.json', []);
      expect((await check('--update-baseline')).stderr).toBe(`${said}0 known violations.\n`);
    }));
});

describe.concurrent('--since', () => {
  test('fails only on what is new, and on what had been accepted then', () =>
    inCheckPlace(RECORDS, async ({ write, json }) => {
      await write('before.json', RECORDS);
      expect((await json('--since', 'before.json')).status).toBe(0);
      await write('records.json', [...RECORDS, { id: 'new', name: 'New', owner: 'Ann' }]);
      const { status, violations } = await json('--since', 'before.json');
      expect(status).toBe(1);
      expect(violations.filter(({ known }) => !known).map(({ procedures }) => procedures)).toEqual([['new']]);
    }));

  test('says how a snapshot is named where it cannot tell which is meant, and takes no impossible day', () =>
    inCheckPlace(RECORDS, async ({ check }) => {
      const wrong = await check('--since', '2026-20-11');
      expect(wrong).toMatchObject({ status: 2, stdout: '' });
      expect(wrong.stderr).toContain(
        'There is no such time as 2026-20-11. Give one in UTC such as 2026-11-20',
      );
      for (const name of ['yesterday', '2026-11-20T08:00+02:00', '20.11.2026']) {
        const { status, stdout, stderr } = await check('--since', name);
        expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
        expect(stderr).toContain(
          `${name}: there is no such file. A stored snapshot is named as latest~1, or by`,
        );
      }
    }));

  test('against the very snapshot that is checked says that nothing can be new', () =>
    at({ organisation }, async ({ run }) => {
      await run(['sync']);
      const warning = 'warning: The earlier snapshot is the one that is checked, ';
      expect((await run(['check', '--since', 'latest'])).stderr).toContain(warning);
      expect((await run(['check', '--since', 'latest', '--max-age', '0'])).stderr).not.toContain(warning);
    }));

  test('an exception that has ended since is new, and says who had granted it', () =>
    inCheckPlace(RECORDS, async ({ write, json, check }) => {
      const accept = [
        {
          rule: 'no-orphans',
          procedures: 'id:lone',
          reason: 'Soon used.',
          approvedBy: 'Ann',
          expires: '2027-06-30',
        },
      ];
      await write(
        'klarify-graph.config.json',
        only({ 'no-orphans': ['error', { reasons: ['isolated'] }] }, { accept }),
      );
      const source = { complete: true, fetchedAt: '2027-06-01T00:00:00.000Z' };
      const node = { key: 'p:lone', attributes: { id: 'lone', name: 'Lone' } };
      await write('before.json', { attributes: { source }, nodes: [node], edges: [] });
      expect((await json('--as-of', '2027-06-30', '--since', 'before.json')).status).toBe(0);
      expect((await check('--as-of', '2027-06-30')).stdout).toContain(
        'Accepted by Ann until 2027-06-30: Soon used.',
      );
      const ended = await json('--as-of', '2027-07-01', '--since', 'before.json');
      expect(ended.status).toBe(1);
      expect(ended.violations[0]?.message).toContain(
        'It had been accepted by Ann until 2027-06-30: Soon used.',
      );
    }));
});

test('the findings are the same, byte for byte, whatever the order of the list', () =>
  inCheckPlace(RECORDS, async ({ write, check }) => {
    const first = await check('--format', 'json');
    await write('records.json', [...RECORDS].reverse());
    const { violations } = JSON.parse((await check('--format', 'json')).stdout);
    expect(JSON.stringify(violations)).toBe(JSON.stringify(JSON.parse(first.stdout).violations));
  }));
