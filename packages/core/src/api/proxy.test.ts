import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchAllProcedures } from './index.js';
import { transportFor } from './proxy.js';
import { failureOf, KEY, procedures, serve } from './server.test-support.js';

/** A proxy that leads every tunnel to the given local port and notes where it was meant to go. */
async function startProxy(port: string): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(500).end());
  proxy.on('connect', (request, socket, head) => {
    tunnels.push(request.url ?? '');
    const upstream = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, tunnels };
}

describe('a proxy named in the environment', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('%s carries the requests', async (name) => {
    const server = await serve(() => ({ data: procedures(2), hasNext: false }));
    const proxy = await startProxy(new URL(server.endpoint).port);
    const transport = await transportFor(new URL('https://klarify.test/x'), { [name]: proxy.url });
    onTestFinished(() => transport.close());
    // Through `fetchAllProcedures` the host would have to speak TLS; `fetch` is what it is given.
    const response = await transport.fetch('http://klarify.test/api', { headers: new Headers({ a: 'b' }) });
    expect(await response.json()).toMatchObject({ hasNext: false });
    expect(proxy.tunnels).toEqual(['klarify.test:80']);

    const result = await fetchAllProcedures({
      accessKey: KEY,
      endpoint: 'https://klarify.test/api',
      fetch: (input, init) => transport.fetch(String(input).replace('https:', 'http:'), init),
    });
    expect(result.records).toHaveLength(2);
    expect(server.asked.at(-1)?.query.get('access_key')).toBe(KEY);
  });

  it('NO_PROXY and loopback go without, and so does everything where none is named', async () => {
    const server = await serve(() => ({ data: [] }));
    const proxy = await startProxy('9');
    const local = new URL(server.endpoint);
    const loopback = await transportFor(local, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
    expect((await loopback.fetch(local.href)).status).toBe(200);
    const excepted = await transportFor(new URL('https://a.test/'), {
      HTTP_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1',
    });
    onTestFinished(() => excepted.close());
    expect((await excepted.fetch(local.href)).status).toBe(200);
    const none = await transportFor(new URL('https://a.test/'), { HTTP_PROXY: '' });
    expect((await none.fetch(local.href)).status).toBe(200);
    expect(proxy.tunnels).toEqual([]);
  });

  it('a runtime that is told to proxy by itself does not: the requests go their own way', async () => {
    const server = await serve(() => ({ data: [] }));
    const local = new URL(server.endpoint);
    const native = globalThis.fetch;
    onTestFinished(() => {
      globalThis.fetch = native;
    });
    globalThis.fetch = () => Promise.reject(new Error('proxied'));
    const transport = await transportFor(local, { HTTP_PROXY: 'http://proxy.test', NODE_USE_ENV_PROXY: '1' });
    onTestFinished(() => transport.close());
    expect((await transport.fetch(local.href)).status).toBe(200);
  });

  it('its address is not shown when it is wrong', async () => {
    for (const url of [`no url ${KEY}`, `socks5://user:${KEY}@h`]) {
      await failureOf(transportFor(new URL('https://a.test/'), { HTTPS_PROXY: url }), 'api-unreachable');
    }
  });

  it('a proxy that refuses the tunnel is an unreachable API', async () => {
    const proxy = await startProxy('1');
    const transport = await transportFor(new URL('https://a.test/'), { HTTPS_PROXY: proxy.url });
    onTestFinished(() => transport.close());
    const options = {
      accessKey: KEY,
      endpoint: 'https://a.test/x',
      fetch: transport.fetch,
      sleep: async () => {},
    };
    await failureOf(fetchAllProcedures(options), 'api-unreachable');
  });
});
