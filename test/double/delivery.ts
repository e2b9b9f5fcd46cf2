import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { TransportFault } from './types.js';

export interface Reply {
  status: number;
  body: unknown;
}

const JSON_TYPE = 'application/json; charset=utf-8';
// Long enough for a client on the same machine to have read what was sent before a reset discards it.
const SETTLE_MS = 25;
// Taken once, so that a test with fake timers still gets its answers.
const startTimer = globalThis.setTimeout;

export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    startTimer(resolve, milliseconds);
  });
}

export function errorReply(status: number, message: string): Reply {
  return { status, body: { status, error: STATUS_CODES[status] ?? 'Error', message } };
}

/** Sends the reply, or what the fault makes of it. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  fault: TransportFault | undefined,
  key: string,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(reply.body));
  const half = body.subarray(0, Math.ceil(body.length / 2));
  const whole = { 'content-type': JSON_TYPE, 'content-length': String(body.length) };
  switch (fault?.kind) {
    case undefined:
      response.writeHead(reply.status, whole).end(body);
      return;
    case 'status': {
      const headers = typeof fault.headers === 'function' ? fault.headers() : fault.headers;
      const content = fault.body ?? errorReply(fault.status, 'The request could not be served.').body;
      send(response, fault.status, content, headers ?? {});
      return;
    }
    case 'reset-before-body':
      request.socket.resetAndDestroy();
      return;
    case 'reset-in-body':
      await write(response.writeHead(reply.status, whole), half);
      await delay(SETTLE_MS);
      request.socket.resetAndDestroy();
      return;
    case 'truncated':
      await truncate(request, response, reply.status, half, fault.mode ?? 'complete', body.length);
      return;
    case 'slow-drip':
      await drip(response.writeHead(reply.status, whole), body, fault.bytesPerSecond);
      return;
    case 'hang':
      if (fault.after === 'headers') response.writeHead(reply.status, whole).flushHeaders();
      if (fault.after === 'half') response.writeHead(reply.status, whole).write(half);
      return;
    case 'html':
      send(response, 200, fault.body ?? proxyPage(), { 'content-type': 'text/html; charset=utf-8' });
      return;
    case 'invalid-json':
      send(response, 200, '{"data": [{"id": 1, "name": }], "hasNext": fal', { 'content-type': JSON_TYPE });
      return;
    case 'no-envelope':
      send(response, 200, JSON.stringify(fault.body) ?? '', { 'content-type': JSON_TYPE });
      return;
    case 'huge-body':
      await sendHuge(response, fault.bytes, fault.gzip === true, fault.declareLength === true);
      return;
    case 'redirect': {
      const query = fault.keepQuery ? (request.url ?? '').replace(/^[^?]*/, '') : '';
      send(response, fault.status ?? 302, '', { location: fault.location + query });
      return;
    }
    case 'echo-key':
      echo(request, response, fault.status ?? 400, key);
      return;
  }
}

function send(
  response: ServerResponse,
  status: number,
  content: unknown,
  headers: Record<string, string>,
): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  response.statusCode = status;
  response.setHeader('content-type', typeof content === 'string' ? 'text/plain; charset=utf-8' : JSON_TYPE);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(text);
}

/** Resolves once the bytes are with the operating system, or the client has gone. */
function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.write(bytes, () => {
      response.off('close', resolve);
      resolve();
    });
  });
}

async function truncate(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  half: Uint8Array,
  mode: 'content-length' | 'chunked-unterminated' | 'complete',
  announced: number,
): Promise<void> {
  const length = mode === 'content-length' ? { 'content-length': String(announced) } : {};
  response.writeHead(status, { 'content-type': JSON_TYPE, ...length });
  if (mode === 'complete') {
    response.end(half);
    return;
  }
  await write(response, half);
  request.socket.end();
}

async function drip(response: ServerResponse, body: Uint8Array, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.round(bytesPerSecond / 20));
  response.flushHeaders();
  for (let offset = 0; offset < body.length && !response.destroyed; offset += step) {
    response.write(body.subarray(offset, offset + step));
    await delay((step * 1000) / bytesPerSecond);
  }
  response.end();
}

async function sendHuge(
  response: ServerResponse,
  bytes: number,
  gzip: boolean,
  declareLength: boolean,
): Promise<void> {
  response.writeHead(200, {
    'content-type': JSON_TYPE,
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    ...(declareLength && !gzip ? { 'content-length': String(bytes) } : {}),
  });
  const content = Readable.from(hugeJson(bytes));
  try {
    if (gzip) await pipeline(content, createGzip({ level: 1 }), response);
    else await pipeline(content, response);
  } catch {
    // The client gave up, as it should.
  }
}

/** One page of exactly so many bytes (but at least an empty one), in blocks. */
function* hugeJson(bytes: number): Generator<Buffer> {
  const record = JSON.stringify({
    id: 12345,
    name: 'Customer Onboarding Process',
    type: 'PROCESS_MODEL',
    status: 'PUBLISHED',
    updated_at: '2024-01-15T14:30:00Z',
    lanes: [],
    called_within: [],
    called_from: [],
  });
  const block = Buffer.from(`${record},`.repeat(256));
  const open = Buffer.from('{"data":[');
  const close = Buffer.from('],"hasNext":false}');
  const last = Buffer.from(record);
  yield open;
  let left = bytes - open.length - close.length;
  while (left >= block.length + last.length) {
    yield block;
    left -= block.length;
  }
  if (left >= last.length) {
    yield last;
    left -= last.length;
  }
  if (left > 0) yield Buffer.alloc(left, ' ');
  yield close;
}

/** The key in every spelling in which a server, a proxy or a framework might give it back. */
function echo(request: IncomingMessage, response: ServerResponse, status: number, key: string): void {
  const encoded = encodeURIComponent(key);
  const everyByte = [...Buffer.from(key)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const printable = /^[\x20-\x7e]*$/.test(key) ? key : encoded;
  response.statusMessage = `Bad key ${printable}`;
  const body = {
    status,
    error: `Bad key ${key}`,
    message: `Cannot GET ${request.url ?? ''} for access_key=${key} (${encoded})`,
    encoded,
    encodedTwice: encodeURIComponent(encoded),
    everyByte,
    everyByteUpper: everyByte.toUpperCase(),
  };
  send(response, status, body, {
    'x-access-key': printable,
    'x-access-key-encoded': encoded,
    'x-access-key-bytes': everyByte,
    'x-original-url': request.url ?? '',
  });
}

function proxyPage(): string {
  return '<!doctype html><html><head><title>Sign in</title></head><body><h1>Proxy authentication</h1></body></html>';
}
