import { addressOf, failure, type PullContext } from './context.js';
import { pageUrl } from './endpoint.js';
import { type Envelope, readEnvelope } from './envelope.js';
import { requestWithRetry } from './retry.js';

/**
 * Fetches and reads one page, within the limits on requests at a time.
 *
 * @throws KlarifyGraphError as {@link requestWithRetry}; `api-unexpected` when the answer is JSON but no page.
 */
export async function fetchPage(context: PullContext, page: number, signal: AbortSignal): Promise<Envelope> {
  const url = pageUrl(context.endpoint, context.accessKey, page, context.settings);
  const body = await context.limiter.run(() => requestWithRetry(context, url, signal));
  const envelope = readEnvelope(body);
  if (typeof envelope !== 'string') return envelope;
  const received = context.redactor.quote(envelope, 200);
  throw failure(
    context,
    'api-unexpected',
    `${addressOf(context)} sent JSON that is no Klarify page: ${received} instead of { "data": [...] }. Check --api-url.`,
  );
}
