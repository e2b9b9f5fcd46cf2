import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that logs whatever it is told, and refuses every tunnel. */
export interface RefusingProxy {
  readonly url: string;
  /** The request lines, headers and bytes that came, as text. */
  readonly heard: string[];
  readonly close: () => Promise<void>;
}

export async function startRefusingProxy(): Promise<RefusingProxy> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}`);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket, head) => {
    heard.push(`CONNECT ${request.url}\n${request.rawHeaders.join('\n')}\n${head.toString('latin1')}`);
    socket.on('data', (bytes: Buffer) => heard.push(bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
