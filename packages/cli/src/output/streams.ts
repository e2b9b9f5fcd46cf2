import { KlarifyGraphError, showInLog } from '@klarify-graph/core';
import { createColors } from 'picocolors';
import { withoutSecrets } from '../data/secrets.js';

/** How the command talks: data goes to standard output, everything else to standard error. */
export interface Terminal {
  /** Writes data and waits until it is taken. */
  readonly data: (text: string | Uint8Array) => Promise<void>;
  /** Something worth knowing; silenced by `--quiet`. */
  readonly note: (text: string) => void;
  /** Something that may mislead; silenced by `--quiet`. */
  readonly warn: (text: string) => void;
  /** What only `--verbose` shows. */
  readonly detail: (text: string) => void;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Columns of standard output where it is a terminal. */
  readonly width: number | undefined;
  /** Whether text on standard output may be coloured. */
  readonly coloured: boolean;
  /** Whether progress may be drawn. */
  readonly drawsProgress: boolean;
}

export interface TerminalOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** Talks through the process's own streams. */
export function processTerminal({ quiet = false, verbose = false, color = true }: TerminalOptions): Terminal {
  const colours = createColors(color && wantsColour(process.stderr.isTTY === true));
  const say = (text: string) => process.stderr.write(`${withoutSecrets(text)}\n`);
  return {
    data: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(cannotWrite(error)) : resolve()));
      }),
    note: (text) => {
      if (!quiet) say(shown(text));
    },
    warn: (text) => {
      if (!quiet) say(`${colours.yellow('warning:')} ${shown(text)}`);
    },
    detail: (text) => {
      if (verbose && !quiet) say(colours.dim(shown(text)));
    },
    quiet,
    verbose,
    width: columnsOf(process.stdout),
    coloured: color && wantsColour(process.stdout.isTTY === true),
    drawsProgress: columnsOf(process.stderr) !== undefined && !quiet,
  };
}

/** The columns of a terminal; `undefined` for any other stream, and for a terminal that says 0: nobody looks at it. */
function columnsOf({ isTTY, columns }: NodeJS.WriteStream): number | undefined {
  return isTTY && columns > 0 ? columns : undefined;
}

/** `NO_COLOR` and `FORCE_COLOR` decide, else whether the stream is a terminal. */
function wantsColour(isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return isTerminal && TERM !== 'dumb';
}

/** What a terminal or a build server would obey shown, line by line; secrets before, while they are what they were. */
export function shown(text: string): string {
  return withoutSecrets(text).split('\n').map(showInLog).join('\n');
}

function cannotWrite(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return error;
  const reason = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
  return new KlarifyGraphError(
    'output-failed',
    `Cannot write to standard output: ${reason}. Name a file with --out.`,
  );
}
