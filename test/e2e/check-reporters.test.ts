import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { afterRequests, at, organisation } from './at-double.js';
import { inCheckPlace } from './check-place.js';

/** A cycle that is new, an orphan that is known, an exception, a stale entry and warnings. */
const RECORDS = [
  { id: 'a', name: 'Order | Entry', owner: 'Ann', called_from: [{ id: 'b' }] },
  {
    id: 'b',
    name: 'Billing, late',
    url: 'https://a.example/b',
    owner: 'Bob',
    called_from: [{ id: 'a' }, { id: 'root' }],
  },
  { id: 'root', name: 'Root', type: 'PROCESS_MODEL', owner: 'Ann' },
  { id: 'known', name: 'Known', owner: 'Ann' },
  { id: 'fine', name: 'Fine', owner: 'Ann' },
  { id: 'free', name: 'Free', called_from: [{ id: 'root' }] },
];
const CONFIG = {
  accept: [{ rule: 'no-orphans', procedures: 'id:fine', reason: 'A form.', approvedBy: 'Eve' }],
};

const LOOP =
  '"Billing, late" (b) → "Order | Entry" (a) → "Billing, late" (b). Without 1 call it is gone: "Billing, late" (b) → "Order | Entry" (a).';

/** What each reporter says of the cycle, the warning and the rest. */
const SAYS: readonly (readonly [string, readonly (string | RegExp)[]])[] = [
  [
    'text',
    [
      'no-cycles: 1 error\n',
      `circle: ${LOOP}`,
      '(known)',
      'Accepted by Eve: A form.',
      /\n1 error, 1 warning; 1 known, 1 accepted, 1 stale entry in the baseline\.\n$/,
    ],
  ],
  [
    'json',
    [
      '"command": "check"',
      /"summary": \{\s+"error": 1,\s+"warn": 1,\s+"info": 0,\s+"known": 1,\s+"stale": 1,\s+"accepted": 1\s+\}/,
    ],
  ],
  [
    'markdown',
    [
      /^## klarify-graph: 1 error, 1 warning; /,
      '[Billing, late](<https://a.example/b>)',
      '```mermaid\nflowchart LR\n',
      'Order \\| Entry',
    ],
  ],
  [
    'sarif',
    [
      '"version": "2.1.0"',
      '"baselineState": "new"',
      '"baselineState": "unchanged"',
      '"justification": "A form. (Eve)"',
      '"level": "warning"',
    ],
  ],
  [
    'junit',
    [
      '<testsuites name="klarify-graph" tests="8" failures="1" errors="0">',
      'type="no-cycles"',
      '<skipped>known: ',
      '<skipped>accepted: ',
      '<system-out>warn: ',
    ],
  ],
  [
    'github',
    [
      /^::error title=no-cycles::2 procedures call/,
      '\n::warning title=no-unowned::"Free" (free) has no owner.\n',
      /\nklarify-graph: 1 error, 1 warning; /,
    ],
  ],
  [
    'azure',
    [
      /^##vso\[task\.logissue type=error\]no-cycles: 2 procedures/,
      '\n##vso[task.logissue type=warning]no-unowned: "Free"',
    ],
  ],
  [
    'teamcity',
    [
      /^##teamcity\[inspectionType id='no-cycles' /,
      "SEVERITY='ERROR'",
      "SEVERITY='WARNING'",
      "key='klarify-graph.known' value='1'",
    ],
  ],
  [
    'csv',
    [
      /^severity,rule,known,message,procedures,calls,fingerprint,ambiguous\n/,
      '\nerror,no-orphans,true,',
      '\nwarn,no-unowned,false,',
    ],
  ],
  [
    'html',
    [
      /^<!DOCTYPE html>/,
      '<h1>1 error, 1 warning; 1 known, 1 accepted, 1 stale entry in the baseline</h1>',
      'Order | Entry',
      '<tr class="known">',
    ],
  ],
];

describe.concurrent('each reporter, on the built CLI', () => {
  test.each(SAYS)('%s', (format, says) =>
    inCheckPlace(RECORDS, async ({ run, check, read, write }) => {
      await write('klarify-graph.config.json', CONFIG);
      await write('before.json', [...RECORDS.slice(3, 4), { id: 'gone', name: 'Gone', owner: 'Ann' }]);
      await run(['--snapshot', 'before.json', 'check', '--update-baseline']);
      const { status, stdout } = await check('--reporter', format);
      expect(status).toBe(1);
      for (const said of says) {
        if (typeof said === 'string') expect(stdout).toContain(said);
        else expect(stdout).toMatch(said);
      }
      expect(await check('--reporter', `${format}=in.file`)).toMatchObject({ status: 1, stdout: '' });
      expect(await read('in.file')).toBe(stdout);
      expect((await check('--reporter', format, '--exit-zero')).status).toBe(0);
    }),
  );
});

describe.concurrent('a check that cannot be made', () => {
  const REPORTERS = ['--reporter', 'sarif=out.sarif', '--reporter', 'text', '--update-baseline'];

  test('for want of the right key ends with 3, and leaves what was written before', () =>
    at({ organisation }, async ({ run, folder }) => {
      await writeFile(join(folder, 'out.sarif'), 'before');
      const env = { KLARIFY_ACCESS_KEY: 'not-the-key' };
      const { status, stdout, stderr } = await run(['check', ...REPORTERS], { cwd: folder, env });
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(/^error: /m);
      expect(await readFile(join(folder, 'out.sarif'), 'utf8')).toBe('before');
      expect(await readdir(folder)).not.toContain('klarify-graph.baseline.json');
    }));

  test('because Ctrl-C ends the fetch ends with 130, and leaves what was written before', () =>
    at({ organisation }, async ({ run, folder, double }) => {
      await writeFile(join(folder, 'out.sarif'), 'before');
      double.setFault({ fault: { kind: 'hang' } });
      const interruptWhen = afterRequests(double, 1);
      const { status, stdout } = await run(['check', ...REPORTERS], { cwd: folder, interruptWhen });
      expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
      expect(await readFile(join(folder, 'out.sarif'), 'utf8')).toBe('before');
      expect(await readdir(folder)).not.toContain('klarify-graph.baseline.json');
    }));
});
