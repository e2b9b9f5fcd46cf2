import { describe, expect, test } from 'vitest';
import { startDouble, type TransportFault } from '../double/index.js';
import { expectRefused, expectSynced, KEYS, underFault } from './fault-row.js';
import { AWKWARD_KEY } from './keys.js';

const HUGE = 64 * 1024 * 1024 + 1;
const SHORT = ['--timeout', '300ms'];

describe.concurrent.each(KEYS)('with %s', (_, key) => {
  // What is retried takes its time: such rows have one of the two keys each, by turns.
  const mine = (requests: number, index: number) => requests === 1 || KEYS[index % KEYS.length]?.[1] === key;

  describe('what never passes ends with 3', () => {
    const brokenOff = /127\.0\.0\.1:\d+ broke off its answer\. Check .*\(4 tries\)/;
    const noPage = (found: string) =>
      new RegExp(`sent JSON that is no Klarify page: ${found}.*Check --api-url`);
    const notInTime = /127\.0\.0\.1:\d+ (did not finish|sent nothing).* 0\.3 s\..*--timeout\. \(4 tries\)/;
    const rows: [string, TransportFault, RegExp, number, (readonly string[])?][] = [
      [
        'a reset before the answer',
        { kind: 'reset-before-body' },
        /connection to .* failed \(\w+\)\. Check .*\(4 tries\)/,
        4,
      ],
      ['a reset within the body', { kind: 'reset-in-body' }, brokenOff, 4],
      ['a body shorter than announced', { kind: 'truncated', mode: 'content-length' }, brokenOff, 4],
      ['a body without its last chunk', { kind: 'truncated', mode: 'chunked-unterminated' }, brokenOff, 4],
      [
        'half a body that ends well',
        { kind: 'truncated' },
        /no readable JSON but application\/json.*\(4 tries\)/,
        4,
      ],
      ['a slow drip', { kind: 'slow-drip', bytesPerSecond: 2000 }, notInTime, 4, SHORT],
      ['silence', { kind: 'hang' }, notInTime, 4, SHORT],
      ['silence after the headers', { kind: 'hang', after: 'headers' }, notInTime, 4, SHORT],
      ['silence in the middle', { kind: 'hang', after: 'half' }, notInTime, 4, SHORT],
      ['a login page', { kind: 'html' }, /no readable JSON but text\/html.*login page in between\?/, 4],
      ['invalid JSON', { kind: 'invalid-json' }, /no readable JSON but application\/json.*in between\?/, 4],
      ['nothing at all', { kind: 'html', body: '' }, /no readable JSON but an empty answer/, 4],
      ['a number', { kind: 'no-envelope', body: 42 }, noPage('a number'), 1],
      ['null', { kind: 'no-envelope', body: null }, noPage('null'), 1],
      ['a bare array', { kind: 'no-envelope', body: [] }, noPage('an array'), 1],
      ['another object', { kind: 'no-envelope', body: { foo: 1 } }, noPage('an object without "data"'), 1],
      ['an empty object', { kind: 'no-envelope', body: {} }, noPage('an empty object'), 1],
      ['data that is no list', { kind: 'no-envelope', body: { data: 'none' } }, noPage('an object whose'), 1],
    ];
    test.each(rows.filter(([, , , requests], index) => mine(requests, index)))(
      '%s',
      (_name, fault, message, requests, args = []) =>
        underFault(key, { fault: { fault }, args }, async (outcome) =>
          expectRefused(outcome, message, requests),
        ),
    );

    test('a reset of the last page alone', () =>
      underFault(
        key,
        { fault: { when: ({ page }) => page === 2, fault: { kind: 'reset-in-body' } } },
        async (outcome) => expectRefused(outcome, /broke off its answer/),
      ));
  });

  describe('redirects are not followed', () => {
    test.each([301, 302, 303, 307, 308])('%i to another origin', async (code) => {
      const other = await startDouble({ accessKey: key });
      try {
        const location = `${other.origin}/api/procedures`;
        const fault = { kind: 'redirect', location, status: code, keepQuery: true } as const;
        await underFault(key, { fault: { fault } }, async (outcome) => {
          expectRefused(
            outcome,
            new RegExp(`redirects to ${other.origin}\\. .*not followed.*set --api-url`),
            1,
          );
        });
        expect(other.requests).toHaveLength(0);
      } finally {
        await other.close();
      }
    });

    test.each([
      ['to the same origin', '/api/procedures', /redirects to http:\/\/127\.0\.0\.1:\d+\. .*set --api-url/],
      ['to plain http:', 'http://klarify.invalid/api', /redirects to http:\/\/klarify\.invalid\./],
      ['to a bare host', '//klarify.invalid/api', /redirects to http:\/\/klarify\.invalid\./],
      ['to a script', 'javascript:alert(1)', /redirects to a javascript: address\./],
      ['to nowhere', 'http://', /redirects to an unreadable address\./],
    ] as const)('%s', (_name, location, message) =>
      underFault(
        key,
        { fault: { fault: { kind: 'redirect', location, keepQuery: true } } },
        async (outcome) => expectRefused(outcome, message, 1),
      ),
    );
  });
});

describe.concurrent('whatever the key', () => {
  test.each<[string, TransportFault]>([
    ['a body far too large', { kind: 'huge-body', bytes: HUGE }],
    ['a length far too large', { kind: 'huge-body', bytes: HUGE, declareLength: true }],
    ['a compression bomb', { kind: 'huge-body', bytes: HUGE, gzip: true }],
  ])('%s', (_name, fault) =>
    underFault(AWKWARD_KEY, { fault: { fault } }, async (outcome) =>
      expectRefused(outcome, /larger than 64 MiB; that is no Klarify page/, 1),
    ),
  );

  describe('what passes is tried again', () => {
    test.each<[string, TransportFault, (readonly string[])?]>([
      ['a reset before the answer', { kind: 'reset-before-body' }],
      ['a reset within the body', { kind: 'reset-in-body' }],
      ['a body shorter than announced', { kind: 'truncated', mode: 'content-length' }],
      ['half a body that ends well', { kind: 'truncated' }],
      ['silence', { kind: 'hang', after: 'half' }, ['--timeout', '2s']],
      ['a maintenance page', { kind: 'html' }],
    ])('%s', (_name, fault, args = []) =>
      underFault(AWKWARD_KEY, { fault: { fault, times: 1 }, args }, expectSynced),
    );
  });
});
