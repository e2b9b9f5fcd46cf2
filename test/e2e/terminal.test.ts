import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation, type Place } from './at-double.js';
import { HAS_TERMINALS, runOnTerminal } from './on-terminal.js';

/** Resolves a moment after the first request, so that the spinner has been drawn. */
function underWay({ double }: Place): Promise<void> {
  return new Promise((resolve) => {
    const stop = double.onRequest(() => {
      stop();
      void delay(400).then(resolve);
    });
  });
}

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
      const run = await runOnTerminal(['sync'], { env, columns: 80, interruptWhen: underWay(place) });
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
