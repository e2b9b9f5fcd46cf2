import { KlarifyGraphError } from '../errors.js';
import { isLoopback } from './endpoint.js';

/** A `fetch`, and how to let go of its connections. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => void;
}

/**
 * The runtime's own `fetch`, or one through the proxy that HTTPS_PROXY / HTTP_PROXY name (also in lower case, which
 * wins), except for what NO_PROXY lists. Loopback is never proxied.
 *
 * @throws KlarifyGraphError `api-unreachable` when the proxy's address is not a URL.
 */
export async function transportFor(
  endpoint: URL,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Transport> {
  const direct: Transport = { fetch: (input, init) => globalThis.fetch(input, init), close: () => {} };
  const read = (name: string): string => environment[name.toLowerCase()] || environment[name] || '';
  const httpProxy = read('HTTP_PROXY');
  const httpsProxy = read('HTTPS_PROXY');
  const noProxy = read('NO_PROXY');
  const isDirect = isLoopback(endpoint) || (httpProxy === '' && httpsProxy === '');
  // Newer runtimes may be told to proxy by themselves, loopback included.
  if (isDirect && read('NODE_USE_ENV_PROXY') === '') return direct;
  for (const proxy of [httpProxy, httpsProxy]) if (proxy !== '' && !isProxyUrl(proxy)) throw badProxy();

  const undici = await import('undici');
  const agent = isDirect
    ? new undici.Agent()
    : new undici.EnvHttpProxyAgent({
        noProxy,
        ...(httpProxy === '' ? {} : { httpProxy }),
        ...(httpsProxy === '' ? {} : { httpsProxy }),
      });
  // Of undici's own making, as the runtime's fetch does not understand the agent of another version.
  const proxied: unknown = undici.fetch;
  if (!isFetch(proxied)) throw badProxy();
  return {
    fetch: (input, init) => proxied(input, Object.assign({ ...init }, { dispatcher: agent })),
    close: () => void agent.destroy().catch(() => {}),
  };
}

function isProxyUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Says nothing of the address: it may hold a password. */
function badProxy(): KlarifyGraphError {
  return new KlarifyGraphError(
    'api-unreachable',
    'The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL such as http://proxy.example:8080. Correct or unset it.',
  );
}

/** The runtime and undici declare the same standard in types that do not match. */
function isFetch(value: unknown): value is typeof globalThis.fetch {
  return typeof value === 'function';
}
