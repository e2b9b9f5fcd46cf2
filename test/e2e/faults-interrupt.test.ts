import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../double/index.js';
import { afterRequests, type Place } from './at-double.js';
import { expectNoStack, KEYS, type Outcome, underFault } from './fault-row.js';
import { runCli } from './run-cli.js';

/** Presses Ctrl-C as soon as the second sync has made so many requests, or after the fault has set in. */
function interruptAfter(requests: number) {
  return ({ double, env }: Place, args: readonly string[]) => {
    return runCli(args, { env, interruptWhen: afterRequests(double, requests) });
  };
}

function expectInterrupted({ run, before, after, requests }: Outcome): void {
  expect(run.status, run.stderr).toBe(130);
  expect(run.stderr).toMatch(/^error: The pull was interrupted; nothing was stored\.$/m);
  expect(run.stdout).toBe('');
  expectNoStack(run);
  expect(requests.length).toBeLessThanOrEqual(32);
  // Also without the lock.
  expect(after).toEqual(before);
}

describe.concurrent.each(KEYS)('Ctrl-C, with %s', (_, key) => {
  const longWait = { kind: 'status', status: 429, headers: { 'Retry-After': '20' } } as const;
  test.each<[string, number, FaultRule | undefined]>([
    ['while the first page is awaited', 1, { fault: { kind: 'hang' } }],
    ['between two passes', 4, { when: (_request, index) => index >= 9, fault: { kind: 'hang' } }],
    ['in the middle of a body', 1, { fault: { kind: 'hang', after: 'half' } }],
    ['while a slow answer drips', 1, { fault: { kind: 'slow-drip', bytesPerSecond: 100 } }],
    ['while waiting as Retry-After says', 1, { fault: longWait }],
  ])('%s', (_name, requests, fault) =>
    underFault(key, { fault }, async (outcome) => expectInterrupted(outcome), interruptAfter(requests)),
  );
});
