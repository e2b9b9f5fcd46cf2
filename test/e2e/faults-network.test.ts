import { describe, expect, test } from 'vitest';
import type { Place } from './at-double.js';
import { expectRefused, expectSynced, KEYS, underFault } from './fault-row.js';
import { expectNoKey } from './keys.js';
import { type RefusingProxy, startRefusingProxy } from './proxy.js';
import type { RunResult } from './run-cli.js';

const ELSEWHERE = 'https://klarify.invalid/api/procedures';

/** Syncs with another environment than the one in which the snapshot was stored. */
function withEnvironment(env: Readonly<Record<string, string>>) {
  return ({ run }: Place, args: readonly string[]): Promise<RunResult> => run(args, { env });
}

async function withProxy(use: (proxy: RefusingProxy) => Promise<void>): Promise<void> {
  const proxy = await startRefusingProxy();
  try {
    await use(proxy);
  } finally {
    await proxy.close();
  }
}

describe.concurrent.each(KEYS)('with %s', (_, key) => {
  test('connection refused', () =>
    underFault(
      key,
      {},
      async (outcome) =>
        expectRefused(
          outcome,
          /127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)\. Check .*\(4 tries\)/,
        ),
      async ({ double, run }, args) => {
        await double.close();
        return run(args);
      },
    ));

  test('a host that does not exist is named', () =>
    underFault(
      key,
      {},
      async (outcome) => {
        expectRefused(
          { ...outcome, after: outcome.before },
          /The host klarify\.invalid was not found .*Check/,
          0,
        );
        // The store of the other endpoint is made ready, and stays empty.
        expect(outcome.after).toEqual(outcome.before);
      },
      withEnvironment({ KLARIFY_API_URL: ELSEWHERE }),
    ));

  test('https: to a server that speaks plain http: is no matter of certificates', () =>
    underFault(
      key,
      {},
      async (outcome) => {
        expectRefused(outcome, /127\.0\.0\.1:\d+.*(TLS|https:)/, 0);
        expect(outcome.run.stderr).not.toMatch(/certificate/);
      },
      ({ double, run }, args) =>
        run(args, { env: { KLARIFY_API_URL: double.url.replace('http:', 'https:') } }),
    ));

  test.each([
    ['HTTPS_PROXY', 'HTTPS_PROXY'],
    ['https_proxy', 'https_proxy'],
  ])('%s is used, and sees the host but never the key', (_name, variable) =>
    withProxy((proxy) =>
      underFault(
        key,
        {},
        async (outcome) => {
          expectRefused(outcome, /klarify\.invalid.*proxy/, 0);
          expect(proxy.heard.length).toBeGreaterThan(0);
          expect(proxy.heard.length).toBeLessThanOrEqual(4);
          for (const text of proxy.heard) {
            expect(text).toMatch(/^CONNECT klarify\.invalid:443\n/);
            expectNoKey(text, key, 'what the proxy heard');
          }
        },
        withEnvironment({ KLARIFY_API_URL: ELSEWHERE, [variable]: proxy.url }),
      ),
    ),
  );

  test('HTTP_PROXY alone, used for https: or not, hears no key', () =>
    withProxy((proxy) =>
      underFault(
        key,
        {},
        async (outcome) => {
          expectRefused(outcome, /klarify\.invalid/, 0);
          for (const text of proxy.heard) expect(text).toMatch(/^CONNECT klarify\.invalid:443\n/);
          for (const text of proxy.heard) expectNoKey(text, key, 'what the proxy heard');
        },
        withEnvironment({ KLARIFY_API_URL: ELSEWHERE, HTTP_PROXY: proxy.url }),
      ),
    ));

  test('NO_PROXY lists a host that is asked directly', () =>
    withProxy((proxy) =>
      underFault(
        key,
        {},
        async (outcome) => {
          expectRefused(outcome, /The host klarify\.invalid was not found/, 0);
          expect(proxy.heard).toEqual([]);
        },
        withEnvironment({ KLARIFY_API_URL: ELSEWHERE, HTTPS_PROXY: proxy.url, NO_PROXY: 'klarify.invalid' }),
      ),
    ));

  test('loopback is never proxied', () =>
    withProxy((proxy) =>
      underFault(
        key,
        {},
        async (outcome) => {
          await expectSynced(outcome);
          expect(proxy.heard).toEqual([]);
        },
        withEnvironment({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, http_proxy: proxy.url }),
      ),
    ));

  test.each(['not a url', 'socks5://user:hunter2@127.0.0.1:1'])('a proxy that is none: %s', (proxy) =>
    underFault(
      key,
      {},
      async (outcome) => {
        expectRefused(
          outcome,
          /The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL .*Correct or unset it/,
          0,
        );
        expect(outcome.run.stderr).not.toContain('hunter2');
      },
      withEnvironment({ KLARIFY_API_URL: ELSEWHERE, HTTPS_PROXY: proxy }),
    ),
  );

  test('plain http: is refused except to loopback, before anything is sent', () =>
    withProxy((proxy) =>
      underFault(
        key,
        {},
        async ({ run, requests, before, after }) => {
          expect(run.status).toBe(2);
          expect(run.stderr).toMatch(/^error: .*uses plain http:.*use https:/);
          expect(requests).toHaveLength(0);
          expect(proxy.heard).toEqual([]);
          expect(after).toEqual(before);
        },
        withEnvironment({ KLARIFY_API_URL: 'http://klarify.invalid/api', HTTP_PROXY: proxy.url }),
      ),
    ));
});
