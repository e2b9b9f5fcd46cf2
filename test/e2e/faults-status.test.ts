import { describe, expect, test } from 'vitest';
import type { FaultRule, TransportFault } from '../double/index.js';
import { expectRefused, expectSynced, KEYS, underFault } from './fault-row.js';
import { AWKWARD_KEY } from './keys.js';

type Headers = Extract<TransportFault, { kind: 'status' }>['headers'];

const status = (code: number, headers?: Headers): TransportFault => ({
  kind: 'status',
  status: code,
  ...(headers === undefined ? {} : { headers }),
});
const retryAfter = (value: string): Headers => ({ 'Retry-After': value });
const dateIn = (milliseconds: number): Headers => {
  return () => ({ 'Retry-After': new Date(Date.now() + milliseconds).toUTCString() });
};

describe.concurrent.each(KEYS)('with %s', (_, key) => {
  describe('what stays ends with 3', () => {
    const rows: [string, TransportFault, RegExp, number][] = [
      ['429', status(429, retryAfter('0')), /answered 429 .*Try again later\. \(4 tries\)/, 4],
      ['500', status(500), /127\.0\.0\.1:\d+\S* answered 500 .*Try again later\. \(4 tries\)/, 4],
      ['503', status(503), /answered 503 .*Try again later\. \(4 tries\)/, 4],
      ['429 for longer than 30 s', status(429, retryAfter('31')), /asks to wait 31 s .*Try again after/, 1],
      ['429 for an hour', status(429, retryAfter('3600')), /asks to wait 3600 s .*Try again after that/, 1],
      ['503 until a date in an hour', status(503, dateIn(3_600_000)), /asks to wait 3\d\d\d(\.\d)? s/, 1],
      ['401', status(401), /answered 401: the access key is wrong .*Generate a new one/, 1],
      ['403', status(403), /answered 403: the access key is wrong .*set KLARIFY_ACCESS_KEY/, 1],
      ['404', status(404), /answered 404: the access key is wrong .*--api-url, KLARIFY_API_URL/, 1],
      ['400', status(400), /answered 400 \(.*could not be served/, 1],
      ['418', { ...status(418), ...{ body: 'short and stout' } }, /answered 418 \(short and stout\)/, 1],
      ['204', status(204), /answered 204/, 1],
    ];
    // One of the two keys each, by turns; with both of them in secrets.test.ts.
    test.each(rows.filter((_row, index) => KEYS[index % KEYS.length]?.[1] === key))(
      '%s',
      (_name, fault, message, requests) =>
        underFault(key, { fault: { fault } }, async (outcome) => expectRefused(outcome, message, requests)),
    );

    test.each([
      ['500', 500, /answered 500 .*\(4 tries\)/, 4],
      ['401', 401, /answered 401/, 1],
    ] as const)('%s on the last page alone', (_name, code, message, tries) =>
      underFault(key, { fault: { when: ({ page }) => page === 2, fault: status(code) } }, async (outcome) => {
        expectRefused(outcome, message);
        expect(outcome.requests.filter(({ page }) => page === 2)).toHaveLength(tries);
      }),
    );

    test('a key that was regenerated', () =>
      underFault(
        key,
        {},
        async (outcome) => expectRefused(outcome, /answered 404: the access key is wrong or was regen/, 1),
        async ({ double, run }, args) => {
          double.accessKey = 'another-key-altogether-0';
          return run(args);
        },
      ));
  });
});

describe.concurrent('what passes is waited for', () => {
  test.each<[string, FaultRule, number]>([
    ['429 with Retry-After in seconds', { fault: status(429, retryAfter('1')), times: 2 }, 900],
    ['429 with Retry-After as an HTTP date', { fault: status(429, dateIn(2000)), times: 1 }, 900],
    ['429 without Retry-After', { fault: status(429), times: 2 }, 0],
    ['429 with Retry-After 0', { fault: status(429, retryAfter('0')), times: 1 }, 0],
    ['429 with an absurd number', { fault: status(429, retryAfter('99999999999')), times: 1 }, 0],
    ['429 with a negative number', { fault: status(429, retryAfter('-5')), times: 1 }, 0],
    ['429 with words', { fault: status(429, retryAfter('soon')), times: 1 }, 0],
    ['429 with a date in the past', { fault: status(429, dateIn(-86_400_000)), times: 1 }, 0],
    ['503 with Retry-After', { fault: status(503, retryAfter('1')), times: 1 }, 900],
    ['a burst of 500', { fault: status(500), times: 2 }, 0],
    ['a burst of 502', { fault: status(502), times: 2 }, 0],
    ['a burst of 503', { fault: status(503), times: 3 }, 0],
    ['a burst of 504', { fault: status(504), times: 2 }, 0],
    ['a burst on the second page', { when: ({ page }) => page === 1, fault: status(500), times: 3 }, 0],
  ])('%s', (_name, fault, gap) =>
    underFault(AWKWARD_KEY, { fault }, async (outcome) => {
      const [first, second] = outcome.requests;
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(gap);
      await expectSynced(outcome);
    }),
  );
});
