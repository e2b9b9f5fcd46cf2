import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { KlarifyGraphError, type KlarifyGraphErrorCode } from '../errors.js';
import { type FetchAllOptions, type FetchResult, fetchAllProcedures } from './fetch-all.js';

/** Long enough to be masked in records, with characters that every encoding writes in its own way. */
export const KEY = 'sk_Live/4f9a+B7"c=0d1&e2';

export interface Asked {
  readonly page: number;
  readonly pageSize: number;
  /** Counts from 0 over the whole test. */
  readonly request: number;
  /** Counts from 0 how often this page was asked for. */
  readonly again: number;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
}

export interface LocalServer {
  readonly endpoint: string;
  readonly asked: Asked[];
  readonly maxAtOnce: () => number;
}

/** A server on 127.0.0.1 that answers each request as the test says, until the test is finished. */
export async function serve(
  answer: (asked: Asked, response: ServerResponse) => unknown,
): Promise<LocalServer> {
  const asked: Asked[] = [];
  let atOnce = 0;
  let maxAtOnce = 0;
  const server = createServer((incoming, response) => {
    const query = new URL(incoming.url ?? '/', 'http://localhost').searchParams;
    const page = Number(query.get('page'));
    const again = asked.filter((earlier) => earlier.page === page).length;
    const pageSize = Number(query.get('pageSize'));
    const one = { page, pageSize, request: asked.length, again, query, incoming };
    asked.push(one);
    maxAtOnce = Math.max(maxAtOnce, ++atOnce);
    response.on('close', () => atOnce--);
    const body = answer(one, response);
    if (body === undefined) return;
    response.setHeader('content-type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const endpoint = `http://127.0.0.1:${address.port}/api/procedures`;
  return { endpoint, asked, maxAtOnce: () => maxAtOnce };
}

/** Ends a response with a status, headers and a text. */
export function respond(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = '',
): undefined {
  response.writeHead(status, headers);
  response.end(body);
}

export function procedures(count: number, from = 0): { id: string; name: string; called_from: string[] }[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(from + index).padStart(5, '0');
    return { id: `id-${number}`, name: `Procedure ${number}`, called_from: [] };
  });
}

/** A page of the list in dialect A (with `totalCount`) or B (without). */
export function cutPage(list: readonly unknown[], asked: Asked, dialect: 'A' | 'B', cap = 100): object {
  const size = Math.min(cap, asked.pageSize);
  const start = asked.page * size;
  const page = { data: list.slice(start, start + size), hasNext: start + size < list.length };
  return dialect === 'A' ? { ...page, totalCount: list.length } : page;
}

/** Pulls without ever really waiting; `waits` gathers how long it would have. */
export function pull(
  server: LocalServer,
  options: Partial<FetchAllOptions> = {},
  waits: number[] = [],
): Promise<FetchResult> {
  return fetchAllProcedures({
    endpoint: server.endpoint,
    accessKey: KEY,
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
}

/** The error a pull ends with, after making sure that the key is nowhere in it. */
export async function failureOf(
  pulling: Promise<unknown>,
  code: KlarifyGraphErrorCode,
): Promise<KlarifyGraphError> {
  const error = await pulling.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KlarifyGraphError)) throw new Error(`no KlarifyGraphError but ${inspect(error)}`);
  expectNoKey(inspect(error, { depth: 20, showHidden: true, getters: true }));
  expectNoKey(`${error.message} ${error.stack} ${String(error)} ${JSON.stringify(error)}`);
  expect(error.cause).toBeUndefined();
  expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: `));
  return error;
}

export function expectNoKey(text: string, key = KEY): void {
  const encoded = encodeURIComponent(key);
  const lower = encoded.replace(/%../g, (triplet) => triplet.toLowerCase());
  const json = JSON.stringify(key).slice(1, -1);
  for (const form of [key, encoded, lower, encodeURIComponent(encoded), json])
    expect(text).not.toContain(form);
}
