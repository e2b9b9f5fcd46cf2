import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchAllProcedures } from './index.js';
import {
  cutPage,
  expectNoKey,
  failureOf,
  KEY,
  procedures,
  pull,
  respond,
  serve,
} from './server.test-support.js';

const ONE_PAGE = { data: procedures(3), hasNext: false, totalCount: 3 };

/** Answers the first requests as told, then well. */
function afterwards(faults: number, fault: Parameters<typeof serve>[0]): Parameters<typeof serve>[0] {
  return (asked, response) => (asked.request < faults ? fault(asked, response) : ONE_PAGE);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const TRANSIENT: [string, Parameters<typeof serve>[0]][] = [
  ...[429, 500, 502, 503, 504].map((status): [string, Parameters<typeof serve>[0]] => [
    `status ${status}`,
    (_, response) => respond(response, status),
  ]),
  ['HTML with 200', (_, r) => respond(r, 200, { 'content-type': 'text/html' }, `<html>${KEY}</html>`)],
  ['JSON cut short with 200', () => '{"data": [{"id": "1"'],
  ['an empty body with 200', () => ''],
  ['a reset before the answer', (asked) => void asked.incoming.socket.destroy()],
  [
    'a reset within the body',
    (asked, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data": [');
      setTimeout(() => asked.incoming.socket.destroy(), 10);
    },
  ],
  [
    'a body shorter than announced',
    (asked, response) => {
      response.writeHead(200, { 'content-length': '1000', connection: 'close' });
      response.write(JSON.stringify(ONE_PAGE), () => asked.incoming.socket.end());
    },
  ],
  [
    'a damaged gzip',
    (_, response) => {
      const body = gzipSync(JSON.stringify(ONE_PAGE));
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(body.subarray(0, body.length - 20));
    },
  ],
  ['no byte for the idle time', () => undefined],
  ['a body that stops', (_, response) => void response.write('{"data": [')],
];

describe('a transient fault', () => {
  it.each(TRANSIENT)('%s is tried again', async (_, fault) => {
    const waits: number[] = [];
    const server = await serve(afterwards(3, fault));
    const result = await pull(server, { idleTimeoutMs: 100 }, waits);
    expect(result).toMatchObject({ records: ONE_PAGE.data, complete: true, requests: 4, passes: 1 });
    expect(waits).toEqual([150, 300, 600]);
  });

  it.each(TRANSIENT)('%s four times ends the pull', async (name, fault) => {
    const server = await serve(fault);
    const code = /byte|stops/.test(name)
      ? 'api-timeout'
      : /reset|announced/.test(name)
        ? 'api-unreachable'
        : /200|gzip/.test(name)
          ? 'api-unexpected'
          : 'api-failed';
    const error = await failureOf(pull(server, { idleTimeoutMs: 100 }), code);
    expect(error.message).toContain('(4 tries)');
    expect(server.asked).toHaveLength(4);
  });

  it('waits at most 10 s, and less by chance', async () => {
    const waits: number[] = [];
    const server = await serve((_, response) => respond(response, 500));
    await failureOf(pull(server, { tries: 9, random: () => 0.999 }, waits), 'api-failed');
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
    expect(waits.slice(-2).every((ms) => ms > 9900)).toBe(true);
  });

  it('a drip that never ends runs into the total time', async () => {
    const server = await serve((_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const error = await failureOf(pull(server, { timeoutMs: 200, tries: 1 }), 'api-timeout');
    expect(error.message).toMatch(/within 0\.2 s.*--timeout/);
  });

  it('the idle time is never above the total', async () => {
    const server = await serve(() => undefined);
    await failureOf(pull(server, { timeoutMs: 50, idleTimeoutMs: 60_000, tries: 1 }), 'api-timeout');
  });
});

describe('Retry-After', () => {
  const now = (): number => Date.UTC(2026, 0, 1);
  it.each([
    ['2', 2000],
    ['30', 30_000],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['soon', 150],
    ['0', 150],
    ['-1', 150],
    ['99999999999', 150],
  ])('%s waits %d ms', async (header, wait) => {
    const waits: number[] = [];
    const server = await serve(afterwards(1, (_, r) => respond(r, 503, { 'retry-after': header })));
    await pull(server, { now }, waits);
    expect(waits).toEqual([wait]);
  });

  it.each(['31', '3600', 'Thu, 01 Jan 2026 01:00:00 GMT'])(
    '%s ends at once and says how long',
    async (header) => {
      const server = await serve((_, response) => respond(response, 429, { 'retry-after': header }));
      const error = await failureOf(pull(server, { now }), 'api-failed');
      expect(error.message).toMatch(/asks to wait (31|3600) s/);
      expect(server.asked).toHaveLength(1);
    },
  );

  it('429 halves the number of requests at a time', async () => {
    const list = procedures(400);
    let atOnce = 0;
    let afterThrottling = 0;
    let throttled = false;
    const server = await serve((asked, response) => {
      if (!throttled && asked.page === 3) {
        throttled = true;
        return respond(response, 429);
      }
      atOnce++;
      if (asked.page > 20) afterThrottling = Math.max(afterThrottling, atOnce);
      setTimeout(() => {
        atOnce--;
        response.end(JSON.stringify(cutPage(list, asked, 'A')));
      }, 5);
    });
    const result = await pull(server, { pageSize: 10, concurrency: 4 });
    expect(result.complete).toBe(true);
    expect(afterThrottling).toBe(2);
  });
});

describe('a lasting fault', () => {
  it.each([401, 403, 404])('%d is a wrong key, told without a retry', async (status) => {
    const server = await serve((asked, response) => respond(response, status, {}, `no ${asked.query}`));
    const error = await failureOf(pull(server), 'access-denied');
    expect(error.message).toMatch(/key is wrong or was regenerated.*KLARIFY_ACCESS_KEY.*--api-url/);
    expect(error.message).toContain(server.endpoint);
    expect(server.asked).toHaveLength(1);
  });

  it.each([400, 405, 410, 418, 451])('%d is told without a retry', async (status) => {
    const server = await serve((asked, response) =>
      respond(response, status, {}, `\u001b[31mWrong: ${asked.incoming.url}\n${'x'.repeat(500)}`),
    );
    const error = await failureOf(pull(server), 'api-failed');
    expect(error.message).toContain(`answered ${status} ([31mWrong: /api/procedures?access_key=***`);
    expect(error.message.length).toBeLessThan(300);
    expect(server.asked).toHaveLength(1);
  });

  it.each([204, 206])('%d is no page', async (status) => {
    const server = await serve((_, response) => respond(response, status));
    await failureOf(pull(server), 'api-failed');
  });

  it.each([301, 302, 303, 307, 308])('a redirect (%d) is not followed', async (status) => {
    const other = await serve(() => ONE_PAGE);
    const server = await serve((asked, response) =>
      respond(response, status, { location: `${other.endpoint}?${asked.query}` }),
    );
    const error = await failureOf(pull(server), 'api-failed');
    expect(error.message).toContain(`redirects to ${new URL(other.endpoint).origin}. `);
    expect(other.asked).toHaveLength(0);
    expect(server.asked).toHaveLength(1);
  });

  it.each(['', 'http://', `//${encodeURIComponent('a"b')}`, `data:${KEY}`, `https://${KEY}`, '/same'])(
    'a redirect to %j neither',
    async (location) => {
      const server = await serve((_, response) => respond(response, 302, { location }));
      await failureOf(pull(server), 'api-failed');
      expect(server.asked).toHaveLength(1);
    },
  );

  it.each([
    ['null', 'null instead'],
    ['42', 'a number instead'],
    ['[]', 'an array instead'],
    ['{}', 'an empty object instead'],
    ['{"data": null}', '"data" is null'],
    ['{"data": {"a": 1}}', '"data" is an object'],
    [JSON.stringify({ error: 1, [KEY]: 2 }), 'an object without "data" (it has "error", "***")'],
  ])('JSON that is no page: %s', async (body, said) => {
    const server = await serve(() => body);
    const error = await failureOf(pull(server), 'api-unexpected');
    expect(error.message).toContain(said);
    expect(server.asked).toHaveLength(1);
  });

  it('JSON in another encoding than UTF-8, in which names would be altered', async () => {
    const records = [
      { id: 1, name: 'J\u00f6rn' },
      { id: 2, name: 'J\u00e4rn' },
    ];
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.from(JSON.stringify({ data: records, hasNext: false }), 'latin1'));
    });
    const error = await failureOf(pull(server), 'api-unexpected');
    expect(error.message).toMatch(/not text in UTF-8.*\(4 tries\)/);
  });

  it('a body above 64 MiB, also when it is small while compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024, ' '));
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    const error = await failureOf(pull(server), 'api-unexpected');
    expect(error.message).toContain('64 MiB');
    expect(server.asked).toHaveLength(1);
  });

  it('a refused connection names the host', async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}/api`;
    const error = await failureOf(
      fetchAllProcedures({ endpoint, accessKey: KEY, sleep: async () => {} }),
      'api-unreachable',
    );
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)/);
  });

  it('a host that does not exist, a certificate that is not trusted', async () => {
    const failing =
      (code: string): typeof globalThis.fetch =>
      async (input) => {
        const cause = Object.assign(new Error(`${code} ${String(input)}`), { code, input });
        throw new TypeError(`fetch failed ${String(input)}`, {
          cause: new AggregateError([cause], String(input)),
        });
      };
    let requests = 0;
    const base = { accessKey: KEY, sleep: async () => {}, onRequest: () => requests++ };
    const dns = await failureOf(
      fetchAllProcedures({ ...base, fetch: failing('ENOTFOUND') }),
      'api-unreachable',
    );
    expect(dns.message).toMatch(/integration\.klarify\.biz was not found \(ENOTFOUND\).*\(4 tries\)/);
    expect(requests).toBe(4);
    requests = 0;
    const tls = await failureOf(
      fetchAllProcedures({ ...base, fetch: failing('SELF_SIGNED_CERT_IN_CHAIN') }),
      'api-unreachable',
    );
    expect(tls.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(requests).toBe(1);
    const other = await failureOf(fetchAllProcedures({ ...base, fetch: failing(KEY) }), 'api-unreachable');
    expect(other.message).toContain('The connection to integration.klarify.biz failed');
  });

  it('bytes that are no HTTP', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const endpoint = `http://127.0.0.1:${port}/`;
    await failureOf(
      fetchAllProcedures({ endpoint, accessKey: KEY, sleep: async () => {} }),
      'api-unreachable',
    );
  });

  it('a fault of a later page ends the pull too', async () => {
    const list = procedures(50);
    const server = await serve((asked, response) =>
      asked.page === 3 ? respond(response, 404) : cutPage(list, asked, 'A'),
    );
    await failureOf(pull(server, { pageSize: 10 }), 'access-denied');
    expect(server.asked.length).toBeLessThan(12);
  });
});

describe('interrupting', () => {
  it.each([
    ['before the start', 0],
    ['while nothing comes', 30],
  ])('%s', async (_, after) => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    if (after === 0) controller.abort(new Error(KEY));
    else setTimeout(() => controller.abort(new Error(KEY)), after);
    const started = Date.now();
    await failureOf(pull(server, { signal: controller.signal }), 'aborted');
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it('within a body', async () => {
    const controller = new AbortController();
    const server = await serve((_, response) => {
      response.write('{"data": [');
      setTimeout(() => controller.abort(), 30);
    });
    await failureOf(pull(server, { signal: controller.signal }), 'aborted');
  });

  it.each([
    ['real', undefined],
    ['deaf', () => new Promise<void>(() => {})],
  ])('during a %s sleep', async (_, sleep) => {
    const controller = new AbortController();
    const server = await serve((_asked, response) => {
      setTimeout(() => controller.abort(), 50);
      return respond(response, 503, { 'retry-after': '20' });
    });
    const options = { endpoint: server.endpoint, accessKey: KEY, signal: controller.signal };
    const started = Date.now();
    await failureOf(fetchAllProcedures(sleep === undefined ? options : { ...options, sleep }), 'aborted');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('during many pages at once', async () => {
    const controller = new AbortController();
    const list = procedures(500);
    const server = await serve((asked) => {
      if (asked.request < 5) return cutPage(list, asked, 'A');
      setTimeout(() => controller.abort(), 30);
      return undefined;
    });
    await failureOf(pull(server, { pageSize: 10, signal: controller.signal }), 'aborted');
  });
});

describe('the key', () => {
  it('is masked in the log of requests, which has a line for each', async () => {
    const lines: string[] = [];
    const server = await serve(
      afterwards(2, (asked, r) =>
        asked.request === 0 ? respond(r, 503) : void asked.incoming.socket.destroy(),
      ),
    );
    await pull(server, { onRequest: (line) => lines.push(line), now: () => 0 });
    const url = `${server.endpoint}?access_key=***&page=0&pageSize=100&sort=name,asc`;
    expect(lines).toEqual([
      `GET ${url} → 503 in 0 ms`,
      `GET ${url} → no answer in 0 ms`,
      `GET ${url} → 200 in 0 ms`,
    ]);
  });

  it('arrives as it is, with what else is asked for', async () => {
    const server = await serve(() => ONE_PAGE);
    await pull(
      { ...server, endpoint: `${server.endpoint}?tenant=a&page=7` },
      { accessKey: ` ${KEY}\n`, pageSize: 50 },
    );
    expect([...(server.asked[0]?.query ?? [])]).toEqual([
      ['tenant', 'a'],
      ['page', '0'],
      ['access_key', KEY],
      ['pageSize', '50'],
      ['sort', 'name,asc'],
    ]);
    expect(server.asked[0]?.incoming.headers).toMatchObject({ 'cache-control': 'no-cache' });
  });

  it('is masked in records of a server that echoes its address', async () => {
    const server = await serve((asked) => ({
      data: [{ id: 1, self: `http://x${asked.incoming.url}`, plain: KEY, other: 'kept' }],
      hasNext: false,
    }));
    const { records } = await pull(server);
    expectNoKey(JSON.stringify(records));
    expect(records).toMatchObject([{ id: 1, plain: '***', other: 'kept' }]);
  });

  it('is not in what a callback throws', async () => {
    const server = await serve(() => ONE_PAGE);
    await failureOf(
      pull(server, {
        onProgress: () => {
          throw new Error(`oops ${KEY}`);
        },
      }),
      'api-failed',
    );
  });

  it('and a bad endpoint or key rejects before any request', async () => {
    const server = await serve(() => ONE_PAGE);
    await failureOf(pull(server, { accessKey: ' ' }), 'invalid-access-key');
    await failureOf(pull(server, { accessKey: `${KEY} ${KEY}` }), 'invalid-access-key');
    await failureOf(pull(server, { endpoint: `https://${KEY}` }), 'invalid-endpoint');
    expect(server.asked).toHaveLength(0);
  });
});

it('keeps records untouched, whatever their keys', async () => {
  const text =
    '{"data":[{"__proto__":{"x":1},"constructor":"y","id":0,"deep":[{"a":[null,1.5]}]},null,7],"hasNext":false}';
  const server = await serve(() => `\uFEFF${text}`);
  const { records } = await pull(server);
  expect(JSON.stringify({ data: records, hasNext: false })).toBe(text);
});

it('survives a record nested more deeply than the stack', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const server = await serve(() => `{"data":[{"id":1,"x":${deep}}],"hasNext":false}`);
  expect((await pull(server)).complete).toBe(true);
});

describe('an id that no number can hold', () => {
  it('keeps its digits', async () => {
    const server = await serve(
      () => '{"data":[{"id":9007199254740992},{"id":9007199254740993}],"hasNext":false}',
    );
    const { records } = await pull(server);
    expect(records.map((record) => String((record as { id: unknown }).id))).toEqual([
      '9007199254740992',
      '9007199254740993',
    ]);
  });
});
