import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { HAS_TERMINALS, runOnTerminal } from './on-terminal.js';

describe.runIf(HAS_TERMINALS).concurrent('on a terminal', () => {
  test('progress is drawn, and gone when the work is done', () =>
    at({ organisation, latencyMs: 150 }, async ({ env }) => {
      const { status, shown } = await runOnTerminal(['sync'], { env, columns: 80 });
      expect(status, shown).toBe(0);
      expect(shown).toMatch(/Asking Klarify|Fetching: page/);
      expect(shown).toMatch(/Fetched 250 procedures/);
    }));

  test('Ctrl-C while progress is drawn ends with 130: nothing is stored, no lock is left', () =>
    at({ organisation }, async (place) => {
      const { double, env, store } = place;
      double.setFault({ fault: { kind: 'hang' } });
      const run = await runOnTerminal(['sync'], {
        env,
        columns: 80,
        keys: [{ after: 'Asking Klarify', press: '\u0003' }],
      });
      expect(run.status, run.shown).toBe(130);
      expect(run.shown).toContain('Asking Klarify');
      expect(run.shown).toContain('error: The pull was interrupted; nothing was stored.');
      // The cursor that the spinner hides is shown again.
      expect(run.shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(run.shown.lastIndexOf('\u001b[?25l'));
      const left = await readdir(store, { recursive: true });
      expect(left.filter((name) => /\.lock|\.tmp|\.json/.test(name))).toEqual([]);
    }));

  test('one that says it has no columns is not drawn on', () =>
    at({ organisation, latencyMs: 150 }, async ({ env }) => {
      const { status, shown } = await runOnTerminal(['sync'], { env, columns: 0 });
      expect(status, shown.slice(0, 1000)).toBe(0);
      expect(shown).not.toContain('Asking Klarify');
      const list = await runOnTerminal(['list', '--quiet'], { env, columns: 0 });
      expect(list.status).toBe(0);
      expect(list.shown.split('\n').length).toBeGreaterThan(250);
    }));
});
