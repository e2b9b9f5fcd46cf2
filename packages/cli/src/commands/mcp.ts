import { KlarifyGraphError } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { startSession } from '../session.js';

declare const __VERSION__: string;

/** `mcp`: serves the graph to an AI assistant over the Model Context Protocol. */
export async function runMcp(command: Command): Promise<ExitStatus> {
  const session = startSession<CommonOptions>(command);
  const { snapshot, accessKeyFile, format, out } = session.options;
  if (snapshot === '-' || accessKeyFile === '-') {
    throw new KlarifyGraphError(
      'invalid-usage',
      '`mcp` speaks its protocol on standard input, so neither --snapshot nor --access-key-file can read it. Name a file.',
    );
  }
  if (format !== undefined || out !== undefined) {
    throw new KlarifyGraphError(
      'invalid-usage',
      '`mcp` speaks its protocol and takes neither --format nor --out.',
    );
  }
  const { serve } = await import('../mcp/serve.js');
  await serve(session, __VERSION__);
  return EXIT.done;
}
