import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, generateOrganisation, type KlarifyDouble, startDouble } from './index.js';

interface Page {
  data: Record<string, unknown>[];
  hasNext: unknown;
  totalCount?: unknown;
}

/** What came over the wire, until it ended well or not. */
interface Exchange {
  status: number | undefined;
  length: string | undefined;
  chunked: boolean;
  text: string;
  ended: boolean;
  error: string | undefined;
}

let double: KlarifyDouble;

beforeEach(async () => {
  double = await startDouble({
    organisation: generateOrganisation({ procedures: 25 }),
    accessKey: 'k/e y+é',
  });
});

afterEach(() => double.close());

function address(query: Record<string, string> = {}): string {
  return `${double.url}?${new URLSearchParams({ access_key: double.accessKey, pageSize: '10', ...query })}`;
}

function ask(fault: Fault, query: Record<string, string> = {}): Promise<Response> {
  double.setFault({ fault });
  return fetch(address(query), { redirect: 'manual' });
}

async function page(fault: Fault, number: number): Promise<Page> {
  return (await (await ask(fault, { page: String(number) })).json()) as Page;
}

function exchange(fault: Fault, giveUpAfterMs = 5_000): Promise<Exchange> {
  double.setFault({ fault });
  return new Promise((resolve) => {
    const seen: Exchange = {
      status: undefined,
      length: undefined,
      chunked: false,
      text: '',
      ended: false,
      error: undefined,
    };
    const request = httpRequest(address(), { agent: false }, (response) => {
      seen.status = response.statusCode;
      seen.length = response.headers['content-length'];
      seen.chunked = response.headers['transfer-encoding'] === 'chunked';
      response.on('data', (chunk: Buffer) => {
        seen.text += chunk.toString('latin1');
      });
      response.on('error', (error: NodeJS.ErrnoException) => {
        seen.error = error.code;
      });
      response.on('close', () => {
        seen.ended = response.complete;
        resolve(seen);
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      seen.error = error.code;
      if (seen.status === undefined) resolve(seen);
    });
    request.setTimeout(giveUpAfterMs, () => request.destroy(Object.assign(new Error(), { code: 'GAVE_UP' })));
    request.end();
  });
}

describe('faults on the wire', () => {
  it('status, with headers as given or computed', async () => {
    const plain = await ask({ kind: 'status', status: 429, headers: { 'Retry-After': '7' } });
    expect([plain.status, plain.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await plain.json()).toMatchObject({ status: 429, error: 'Too Many Requests' });
    const date = new Date(Date.now() + 2_000).toUTCString();
    const computed = await ask({
      kind: 'status',
      status: 503,
      headers: () => ({ 'Retry-After': date }),
      body: 'busy',
    });
    expect([computed.headers.get('retry-after'), await computed.text()]).toEqual([date, 'busy']);
  });

  it('resets before and in the body', async () => {
    expect(await exchange({ kind: 'reset-before-body' })).toMatchObject({
      status: undefined,
      error: 'ECONNRESET',
    });
    const within = await exchange({ kind: 'reset-in-body' });
    expect(within).toMatchObject({ status: 200, ended: false, error: 'ECONNRESET' });
    expect(within.text.length).toBe(Math.ceil(Number(within.length) / 2));
  });

  it('truncates in three ways', async () => {
    const short = await exchange({ kind: 'truncated', mode: 'content-length' });
    expect(short).toMatchObject({ status: 200, ended: false, chunked: false });
    expect(short.text.length).toBeLessThan(Number(short.length));
    const open = await exchange({ kind: 'truncated', mode: 'chunked-unterminated' });
    expect(open).toMatchObject({ status: 200, ended: false, chunked: true });
    const complete = await exchange({ kind: 'truncated' });
    expect(complete).toMatchObject({ status: 200, ended: true, error: undefined });
    for (const { text } of [short, open, complete]) {
      expect(text).toMatch(/^\{"data":\[/);
      expect(() => JSON.parse(text)).toThrow();
    }
  });

  it('drips, and hangs at each point', async () => {
    const whole = await exchange({ kind: 'slow-drip', bytesPerSecond: 40_000 });
    expect(whole.ended).toBe(true);
    expect(JSON.parse(whole.text).data).toHaveLength(10);
    const began = performance.now();
    double.setFault({ fault: { kind: 'slow-drip', bytesPerSecond: 20 } });
    await expect(
      fetch(address(), { signal: AbortSignal.timeout(300) }).then((r) => r.text()),
    ).rejects.toThrow();
    expect(performance.now() - began).toBeGreaterThan(250);
    const hang = (after?: 'nothing' | 'headers' | 'half') =>
      exchange(after === undefined ? { kind: 'hang' } : { kind: 'hang', after }, 100);
    expect(await hang()).toMatchObject({ status: undefined, error: 'GAVE_UP' });
    expect(await hang('headers')).toMatchObject({ status: 200, text: '', ended: false });
    expect((await hang('half')).text).toMatch(/^\{"data":\[/);
  });

  it('serves html, invalid JSON and JSON that is no envelope', async () => {
    const html = await ask({ kind: 'html' });
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const invalid = await ask({ kind: 'invalid-json' });
    expect(invalid.status).toBe(200);
    await expect(invalid.json()).rejects.toThrow();
    for (const body of [42, [], { foo: 1 }, null, 'text']) {
      const other = await ask({ kind: 'no-envelope', body });
      expect(other.headers.get('content-type')).toMatch(/json/);
      expect(await other.json()).toEqual(body);
    }
  });

  it('serves huge bodies of the exact size, also compressed, and survives a client that leaves', async () => {
    for (const bytes of [27, 300, 1_000_000]) {
      for (const variant of [{}, { gzip: true }, { declareLength: true }]) {
        const text = await (await ask({ kind: 'huge-body', bytes, ...variant })).text();
        expect(text).toHaveLength(bytes);
        expect(JSON.parse(text)).toMatchObject({ data: expect.any(Array), hasNext: false });
      }
    }
    const endless = await ask({ kind: 'huge-body', bytes: 1e12 });
    await endless.body?.cancel();
    double.clearFaults();
    expect((await fetch(address())).status).toBe(200);
  });

  it('redirects, with the query when told', async () => {
    const location = 'http://127.0.0.2:9/x';
    const bare = await ask({ kind: 'redirect', location });
    expect([bare.status, bare.headers.get('location')]).toEqual([302, location]);
    const kept = await ask({ kind: 'redirect', location, status: 307, keepQuery: true });
    expect([kept.status, kept.headers.get('location')]).toEqual([307, location + new URL(address()).search]);
  });

  it('echoes the key, also encoded', async () => {
    const response = await ask({ kind: 'echo-key' });
    const encoded = encodeURIComponent('k/e y+é');
    expect([response.status, response.headers.get('x-access-key-encoded')]).toEqual([400, encoded]);
    const text = await response.text();
    for (const form of ['k/e y+é', encoded, '%6b%2f%65%20', '%6B%2F%65%20']) expect(text).toContain(form);
  });
});

describe('lies about the envelope', () => {
  it('hasNext', async () => {
    const same: Fault = { kind: 'has-next-always', mode: 'same-page' };
    const last = await page(same, 2);
    expect(last).toMatchObject({ hasNext: true, data: { length: 5 } });
    expect(await page(same, 7)).toEqual(last);
    const empty = await page({ kind: 'has-next-always', mode: 'empty-pages' }, 7);
    expect(empty).toMatchObject({ hasNext: true, data: [] });
    const early: Fault = { kind: 'has-next-false-at', page: 1 };
    const answers = await Promise.all([0, 1].map((number) => page(early, number)));
    expect(answers.map(({ hasNext }) => hasNext)).toEqual([true, false]);
  });

  it('totalCount', async () => {
    for (const value of [26, '25', null, -1]) {
      expect((await page({ kind: 'total-count', value }, 0)).totalCount).toEqual(value);
    }
    expect(await page({ kind: 'total-count', value: undefined }, 0)).not.toHaveProperty('totalCount');
  });

  it('pages', async () => {
    const honest = await page({ kind: 'has-next-false-at', page: 99 }, 0);
    expect(await page({ kind: 'ignore-page' }, 2)).toEqual(honest);
    const second = await page({ kind: 'duplicate-across-pages' }, 1);
    expect(second.data).toHaveLength(11);
    expect(second.data[0]).toEqual(honest.data[9]);
  });

  it('fields, without a trace in the organisation', async () => {
    const patch = (record: Record<string, unknown>) => Object.assign(record, { lanes: null });
    const nulls = await page({ kind: 'null-fields', patch }, 0);
    expect(nulls.data.every(({ lanes }) => lanes === null)).toBe(true);
    const wrong = await page({ kind: 'wrong-type-fields', patch: ({ id }) => [id] }, 0);
    expect(wrong.data[0]).toEqual([expect.any(String)]);
    double.clearFaults();
    const after = (await (await fetch(address())).json()) as Page;
    expect(after.data.every(({ lanes }) => Array.isArray(lanes))).toBe(true);
  });
});

it('applies rules to the requests they match, so many times, and logs those requests too', async () => {
  double.addFault({
    when: ({ page: number }) => number === 1,
    times: 2,
    fault: { kind: 'status', status: 503 },
  });
  double.addFault({ when: (_, index) => index === 0, fault: { kind: 'status', status: 401 } });
  double.addFault({ fault: { kind: 'total-count', value: 1 } });
  const statuses: number[] = [];
  for (const number of ['0', '1', '1', '1']) {
    statuses.push((await fetch(address({ page: number }))).status);
  }
  expect(statuses).toEqual([401, 503, 503, 200]);
  expect(double.requests.map((request) => request.page)).toEqual([0, 1, 1, 1]);
  double.setFault(undefined);
  expect(((await (await fetch(address())).json()) as Page).totalCount).toBe(25);
});
