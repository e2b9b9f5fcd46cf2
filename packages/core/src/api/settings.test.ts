import { describe, expect, it } from 'vitest';
import { concurrencyFrom, settingsFrom } from './settings.js';

describe('how long a request may take, and be silent', () => {
  it.each([
    ['by default', {}, 30_000, 15_000],
    ['a longer one in all may be silent for half of it', { timeoutMs: 60_000 }, 60_000, 30_000],
    ['a shorter one may not be silent beyond its end', { timeoutMs: 5_000 }, 5_000, 5_000],
    ['a little shorter one may be silent as ever', { timeoutMs: 20_000 }, 20_000, 15_000],
    ['what is asked for counts', { timeoutMs: 60_000, idleTimeoutMs: 100 }, 60_000, 100],
    ['no number counts as none', { timeoutMs: Number.NaN, idleTimeoutMs: Number.NaN }, 30_000, 15_000],
  ])('%s', (_, limits, timeoutMs, idleTimeoutMs) => {
    expect(settingsFrom(limits)).toMatchObject({ timeoutMs, idleTimeoutMs });
  });

  it('at most eight requests at a time, at least one', () => {
    expect(concurrencyFrom({})).toBe(6);
    const asked = [1, 8, 99, 0, -1, 2.9];
    expect(asked.map((concurrency) => concurrencyFrom({ concurrency }))).toEqual([1, 8, 8, 1, 1, 2]);
  });
});
