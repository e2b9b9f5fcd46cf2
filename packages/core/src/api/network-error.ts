import type { KlarifyGraphErrorCode } from '../errors.js';

/** What is left of a failed connection once everything that may hold the address is dropped. */
export interface NetworkFault {
  readonly code: KlarifyGraphErrorCode;
  readonly sentence: string;
  readonly retry: boolean;
}

/** Says in a sentence why no answer came from `host`. Takes nothing over from the error but its code. */
export function describeNetworkError(error: unknown, host: string): NetworkFault {
  const code = findCode(error);
  const shown = code === null ? '' : ` (${code})`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(
      `The host ${host} was not found${shown}. Check the network connection, and --api-url if set.`,
    );
  }
  if (code === 'ECONNREFUSED') {
    return unreachable(
      `${host} refused the connection${shown}. Check --api-url if set, the proxy and the firewall.`,
    );
  }
  if (code !== null && NO_TLS_CODE.test(code)) {
    return {
      ...unreachable(`${host} does not speak TLS as expected${shown}. Check --api-url and the proxy.`),
      retry: false,
    };
  }
  if (code !== null && TLS_CODE.test(code)) {
    const remedy = 'If a company proxy inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS.';
    return {
      ...unreachable(`The TLS certificate of ${host} was not accepted${shown}. ${remedy}`),
      retry: false,
    };
  }
  if (code !== null && TIMEOUT_CODE.test(code)) {
    return {
      ...unreachable(`${host} did not answer in time${shown}. Check the network.`),
      code: 'api-timeout',
    };
  }
  return unreachable(
    `The connection to ${host} failed${shown}. Check the network connection and the proxy settings.`,
  );
}

function unreachable(sentence: string): NetworkFault {
  return { code: 'api-unreachable', sentence, retry: true };
}

const TLS_CODE = /^(?:CERT_|ERR_TLS|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH)/;
const NO_TLS_CODE = /^(?:ERR_SSL|EPROTO)/;
const TIMEOUT_CODE = /TIMEOUT|ETIMEDOUT/;
const MAX_DEPTH = 8;

/** The innermost constant such as `ECONNREFUSED` in an error, its causes and its parts. */
function findCode(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return null;
  const inner = [
    'cause' in error ? error.cause : null,
    ...('errors' in error && Array.isArray(error.errors) ? error.errors : []),
  ];
  for (const part of inner) {
    const code = findCode(part, depth + 1);
    if (code !== null) return code;
  }
  const code = 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code) ? code : null;
}
