/** What went wrong, for a program; the message says it to a person. */
export type KlarifyGraphErrorCode =
  | 'invalid-usage'
  | 'invalid-config'
  | 'unknown-procedure'
  | 'ambiguous-procedure'
  | 'invalid-selector'
  | 'no-data'
  | 'output-failed'
  | 'invalid-endpoint'
  | 'invalid-access-key'
  | 'unreadable-snapshot'
  | 'damaged-snapshot'
  | 'newer-format'
  | 'store-failed'
  | 'store-locked'
  | 'access-denied'
  | 'api-failed'
  | 'api-unreachable'
  | 'api-timeout'
  | 'api-unexpected'
  | 'incomplete'
  | 'aborted';

/**
 * The one error this product throws on purpose. Its message is a sentence for the user: what is wrong, where, and
 * what to do. Whatever is not a `KlarifyGraphError` is a defect.
 */
export class KlarifyGraphError extends Error {
  override readonly name = 'KlarifyGraphError';

  constructor(
    readonly code: KlarifyGraphErrorCode,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
}

const USAGE_CODES: ReadonlySet<KlarifyGraphErrorCode> = new Set([
  'invalid-usage',
  'invalid-config',
  'unknown-procedure',
  'ambiguous-procedure',
  'invalid-selector',
  'no-data',
  'output-failed',
  'invalid-endpoint',
  'invalid-access-key',
]);

/** True when the call or the configuration is wrong (exit status 2); else the data could not be had (3). Never throws. */
export function isUsageError(error: KlarifyGraphError): boolean {
  return USAGE_CODES.has(error.code);
}
