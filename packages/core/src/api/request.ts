import { isUtf8 } from 'node:buffer';
import type { KlarifyGraphErrorCode } from '../errors.js';
import { parseJson } from '../model/parse-json.js';
import { MAX_BODY_BYTES, readBody, textOf } from './body.js';
import { aborted, addressOf, isOverridden, type PullContext, seconds } from './context.js';
import { shownPageUrl } from './endpoint.js';
import { describeNetworkError } from './network-error.js';
import { MIN_KEY_LENGTH_TO_SEARCH_FOR } from './redact.js';
import { Stopped, Watchdog } from './watchdog.js';

/** What one request came to: the parsed JSON, or why there is none. */
export type Answer = { readonly ok: true; readonly body: unknown } | Fault;

export interface Fault {
  readonly ok: false;
  readonly code: KlarifyGraphErrorCode;
  readonly sentence: string;
  /** True when the next try may well succeed. */
  readonly retry: boolean;
  /** True when the server says that it is asked too much. */
  readonly throttled: boolean;
  readonly retryAfter: string | null;
}

const ERROR_BODY_BYTES = 64 * 1024;
const RETRYABLE: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Sends one GET, once. Network faults, bad statuses and unreadable bodies are results.
 *
 * @throws KlarifyGraphError `aborted` when the signal aborts.
 */
export async function request(context: PullContext, url: URL, signal: AbortSignal): Promise<Answer> {
  if (signal.aborted) throw aborted();
  const started = context.effects.now();
  const log = (outcome: string): void => {
    const took = Math.max(0, Math.round(context.effects.now() - started));
    context.onRequest(context.redactor.redact(`GET ${shownPageUrl(url)} → ${outcome} in ${took} ms`));
  };
  const watchdog = new Watchdog(context.settings, signal);
  let status: number | null = null;
  try {
    const response = await watchdog.guard(send(context, url, watchdog.signal));
    status = response.status;
    watchdog.alive();
    const answer = await readAnswer(context, response, watchdog);
    log(answer.ok || status !== 200 ? String(status) : '200, but not what was asked for');
    return answer;
  } catch (error) {
    if (signal.aborted) {
      log('interrupted');
      throw aborted();
    }
    const answer = readError(context, error, status !== null);
    log(answer.code === 'api-timeout' ? 'given up' : status === null ? 'no answer' : `${status}, broken off`);
    return answer;
  } finally {
    watchdog.release();
  }
}

function send(context: PullContext, url: URL, signal: AbortSignal): Promise<Response> {
  return context.http.raw(url.href, {
    method: 'GET',
    // A cached page would make the confirming pass confirm nothing.
    headers: { accept: 'application/json', 'cache-control': 'no-cache', 'user-agent': 'klarify-graph' },
    responseType: 'stream',
    redirect: 'manual',
    retry: 0,
    ignoreResponseError: true,
    signal,
  });
}

async function readAnswer(context: PullContext, response: Response, watchdog: Watchdog): Promise<Answer> {
  if (response.status !== 200) {
    const text = response.status >= 400 ? await readErrorBody(response, watchdog) : '';
    if (response.status < 400) response.body?.cancel().catch(() => {});
    return readStatus(context, response, text);
  }
  const body = await readBody(response, watchdog, MAX_BODY_BYTES);
  if (body === null) {
    return fault(
      'api-unexpected',
      `The answer of ${addressOf(context)} is larger than 64 MiB; that is no Klarify page. Check --api-url and the proxy.`,
    );
  }
  const text = textOf(body);
  const parsed = parsedBody(text);
  // Names would be altered without a word, and two of them could become one.
  if (parsed.ok && !isUtf8(body)) return notUtf8(context);
  if (parsed.ok) return maskKey(context, parsed.body, text);
  const type = context.redactor.quote(response.headers.get('content-type') ?? 'of no type', 60);
  const start = context.redactor.quote(text, 80);
  const found = start === '' ? 'an empty answer' : `${type}, beginning with: ${start}`;
  return {
    ...fault(
      'api-unexpected',
      `${addressOf(context)} sent no readable JSON but ${found}. Is a proxy or a login page in between?`,
    ),
    retry: true,
  };
}

function notUtf8(context: PullContext): Fault {
  const sentence = `${addressOf(context)} sent JSON that is not text in UTF-8. Is a proxy in between that changes it?`;
  return { ...fault('api-unexpected', sentence), retry: true };
}

function parsedBody(text: string): { readonly ok: true; readonly body: unknown } | { readonly ok: false } {
  try {
    return { ok: true, body: parseJson(text) };
  } catch {
    // The parser's own message quotes the text.
    return { ok: false };
  }
}

/** A server that echoes its own address into the records would carry the key into snapshots and exports. */
function maskKey(context: PullContext, body: unknown, text: string): Answer {
  if (context.accessKey.length < MIN_KEY_LENGTH_TO_SEARCH_FOR) return { ok: true, body };
  if (!context.redactor.holdsKey(text)) return { ok: true, body };
  const masked = parsedBody(context.redactor.redact(text));
  if (masked.ok) return masked;
  return fault(
    'api-unexpected',
    `The answer of ${addressOf(context)} contains the access key and cannot be masked.`,
  );
}

async function readErrorBody(response: Response, watchdog: Watchdog): Promise<string> {
  try {
    const body = await readBody(response, watchdog, ERROR_BODY_BYTES);
    return body === null ? '' : textOf(body);
  } catch (error) {
    if (error instanceof Stopped && error.reason === 'caller') throw error;
    return '';
  }
}

function readStatus(context: PullContext, response: Response, text: string): Fault {
  const { status } = response;
  const address = addressOf(context);
  const location = response.headers.get('location');
  if (status === 0 || (status >= 300 && status < 400)) {
    const target = context.redactor.quote(originOf(location, context.endpoint));
    const remedy =
      'Redirects are not followed, as the address holds the access key; set --api-url to the right address.';
    return fault('api-failed', `${address} redirects to ${target}. ${remedy}`);
  }
  if (status === 404 || status === 401 || status === 403) {
    const remedy = 'Generate a new one in Klarify and set KLARIFY_ACCESS_KEY.';
    const otherwise = isOverridden(context) ? ' Or the address (--api-url, KLARIFY_API_URL) is wrong.' : '';
    return fault(
      'access-denied',
      `${address} answered ${status}: the access key is wrong or was regenerated. ${remedy}${otherwise}`,
    );
  }
  const said = context.redactor.quote(text === '' ? response.statusText : text);
  const retry = RETRYABLE.has(status);
  return {
    ...fault(
      'api-failed',
      `${address} answered ${status}${said === '' ? '' : ` (${said})`}.${retry ? ' Try again later.' : ' Check --api-url and the proxy.'}`,
    ),
    retry,
    throttled: status === 429,
    retryAfter: retry ? response.headers.get('retry-after') : null,
  };
}

function originOf(location: string | null, base: URL): string {
  if (location === null || !URL.canParse(location, base.href)) return 'an unreadable address';
  const url = new URL(location, base.href);
  return url.origin === 'null' ? `a ${url.protocol} address` : url.origin;
}

function readError(context: PullContext, error: unknown, answered: boolean): Fault {
  const { host } = context.endpoint;
  if (error instanceof Stopped) {
    const { timeoutMs, idleTimeoutMs } = context.settings;
    const what =
      error.reason === 'idle'
        ? `sent nothing for ${seconds(Math.min(idleTimeoutMs, timeoutMs))}`
        : `did not finish its answer within ${seconds(timeoutMs)}`;
    return {
      ...fault('api-timeout', `${host} ${what}. Try again later, or with a longer --timeout.`),
      retry: true,
    };
  }
  const network = describeNetworkError(error, host);
  if (!answered) return { ...fault(network.code, network.sentence), retry: network.retry };
  return {
    ...fault('api-unreachable', `${host} broke off its answer. Check the network connection and the proxy.`),
    retry: true,
  };
}

function fault(code: KlarifyGraphErrorCode, sentence: string): Fault {
  return { ok: false, code, sentence, retry: false, throttled: false, retryAfter: null };
}
