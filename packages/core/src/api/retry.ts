import type { KlarifyGraphError } from '../errors.js';
import { aborted, addressOf, failure, type PullContext, seconds } from './context.js';
import { type Fault, request } from './request.js';
import { readRetryAfter } from './retry-after.js';

const BASE_DELAY_MS = 300;
const MAX_DELAY_MS = 10_000;
const MAX_RETRY_AFTER_MS = 30_000;

/**
 * Sends a GET until it succeeds, waiting between the tries: as long as `Retry-After` says, else exponentially longer
 * with full jitter. Returns the parsed JSON.
 *
 * @throws KlarifyGraphError when the fault is not worth a retry, after the last try, when the server asks for more
 *   than 30 s, when the budget of requests is used up, or when the signal aborts.
 */
export async function requestWithRetry(
  context: PullContext,
  url: URL,
  signal: AbortSignal,
): Promise<unknown> {
  const { effects, limiter, settings } = context;
  let waited = false;
  for (let tried = 1; ; tried++) {
    const hold = waited ? 0 : limiter.holdLeft(effects.now());
    if (hold > 0) await sleepUnlessAborted(context, hold, signal);
    if (signal.aborted) throw aborted();
    context.budget.spend();
    const answer = await request(context, url, signal);
    if (answer.ok) return answer.body;
    if (answer.throttled) limiter.slowDown();
    if (!answer.retry) throw failure(context, answer.code, answer.sentence);
    const wait = readRetryAfter(answer.retryAfter, effects.now());
    if (wait !== null && wait > MAX_RETRY_AFTER_MS) throw tooLong(context, answer, wait);
    if (tried >= settings.tries)
      throw failure(context, answer.code, answer.sentence + (tried > 1 ? ` (${tried} tries)` : ''));
    waited = wait !== null;
    if (wait === null) {
      await sleepUnlessAborted(context, backoff(tried, effects.random()), signal);
    } else {
      // The others wait as well: whoever asks meanwhile is turned away too, and loses a try.
      limiter.holdUntil(effects.now() + wait);
      await sleepUnlessAborted(context, wait, signal);
    }
  }
}

function backoff(tried: number, random: number): number {
  return random * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (tried - 1));
}

function tooLong(context: PullContext, fault: Fault, wait: number): KlarifyGraphError {
  return failure(
    context,
    fault.code,
    `${addressOf(context)} asks to wait ${seconds(wait)} before the next request, longer than the ` +
      `${seconds(MAX_RETRY_AFTER_MS)} this program waits. Try again after that.`,
  );
}

async function sleepUnlessAborted(context: PullContext, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw aborted();
  let onAbort = (): void => {};
  const interrupted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([context.effects.sleep(ms, signal), interrupted]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  if (signal.aborted) throw aborted();
}
