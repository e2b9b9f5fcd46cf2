import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../double/index.js';
import { at, organisation, type Place } from './at-double.js';
import { BARE_ENV, CLI, runCli } from './run-cli.js';

const CHAINS = 4;
const KILLS = 10;

/** Starts a sync and kills it: so long after its start, or after its first request. */
async function killedSync(place: Place, after: 'start' | 'request', milliseconds: number): Promise<void> {
  const asked = place.double.requests.length;
  const child = spawn(CLI, ['sync'], { env: { ...BARE_ENV, ...place.env }, stdio: 'ignore' });
  const closed = once(child, 'close');
  const ended = closed.then(() => 'ended' as const);
  while (after === 'request' && place.double.requests.length === asked) {
    if ((await Promise.race([delay(2), ended])) === 'ended') break;
  }
  await Promise.race([delay(milliseconds), ended]);
  child.kill('SIGKILL');
  await closed;
}

/** The owner of a procedure in what a command without a key answers with. */
async function storedOwner(place: Place, id: number): Promise<string> {
  const list = await runCli(['list', `id:${id}`, '--format', 'json'], { env: place.keyless });
  expect(list.status, list.stderr).toBe(0);
  const report = JSON.parse(list.stdout);
  expect(report.source).toMatchObject({ complete: true, procedures: 250 });
  return report.procedures[0]?.owner;
}

describe.concurrent('a sync that is killed at any moment', () => {
  test.each(Array.from({ length: CHAINS }, (_, index) => index + 1))(
    'leaves the old snapshot or a whole new one (seed %i)',
    (seed) =>
      at({ organisation, latencyMs: 5 }, async (place) => {
        const random = mulberry32(seed);
        const id = organisation[0]?.id ?? 0;
        const appoint = (title: string) =>
          place.double.state.edit(id, { owner: { id: 1, job_title: title } });
        appoint('Owner 0');
        const started = performance.now();
        expect((await place.klarify('sync')).status).toBe(0);
        const length = performance.now() - started;
        for (let turn = 1; turn <= KILLS; turn++) {
          const before = `Owner ${turn - 1}`;
          const killed = `Killed ${turn}`;
          appoint(killed);
          // Half of them fall into the short time in which requests are made and files are written.
          const afterRequest = turn % 2 === 0;
          await killedSync(
            place,
            afterRequest ? 'request' : 'start',
            random() * (afterRequest ? 80 : length),
          );
          expect([before, killed]).toContain(await storedOwner(place, id));
          appoint(`Owner ${turn}`);
          const next = await place.klarify('sync', '--format', 'json');
          expect(next.status, next.stderr).toBe(0);
          // A lock that was made and not yet written names no process; it is waited for, but not for long.
          expect(next.stderr).not.toMatch(/damaged|Waiting .*\(process [1-9]/);
          expect(JSON.parse(next.stdout)).toMatchObject({ added: 0, changed: 1, removed: 0 });
          const left = await readdir(place.store, { recursive: true });
          expect(left.filter((name) => /\.tmp|\.lock/.test(name))).toEqual([]);
        }
        expect(await storedOwner(place, id)).toBe(`Owner ${KILLS}`);
      }),
  );
});
