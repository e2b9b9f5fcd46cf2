import { isUsageError, type KlarifyGraphError } from '@klarify-graph/core';

/** What the process ends with; see the contract. */
export const EXIT = { done: 0, findings: 1, usage: 2, noData: 3, interrupted: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** The exit status that an error thrown on purpose ends with. */
export function exitStatusOf(error: KlarifyGraphError): ExitStatus {
  if (error.code === 'aborted') return EXIT.interrupted;
  return isUsageError(error) ? EXIT.usage : EXIT.noData;
}

/** Has the process end with this status, also where whoever reads the data leaves before its end. */
export function endWith(status: ExitStatus): ExitStatus {
  process.exitCode = status;
  return status;
}

/** 1 when there are findings, unless `--exit-zero` was given. */
export function findingsStatus(count: number, options: { readonly exitZero?: boolean }): ExitStatus {
  return count > 0 && options.exitZero !== true ? EXIT.findings : EXIT.done;
}
