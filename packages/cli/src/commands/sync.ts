import { KlarifyGraphError, syncReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { accessKeyFrom } from '../data/access-key.js';
import { subjectOf } from '../data/load-subject.js';
import { checkEndpoint, syncWith } from '../data/sync-with.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { formatFrom, type SyncOptions } from '../options.js';
import { deliver, warnOfDiagnostics } from '../output/deliver.js';
import { startSession } from '../session.js';

/** `sync`: fetches everything into the snapshot store; `--out` also writes the snapshot there. */
export async function runSync(command: Command): Promise<ExitStatus> {
  const { options, terminal } = startSession<SyncOptions>(command);
  if (options.config !== undefined) {
    await (await import('../config/load-config.js')).loadConfig(options.config);
  }
  const format = formatFrom('sync', options.format, ['text', 'json'], 'text');
  if (options.snapshot !== undefined || options.sample) {
    throw new KlarifyGraphError(
      'invalid-usage',
      '`sync` fetches from the API; it takes neither --snapshot nor --sample.',
    );
  }
  await checkEndpoint(options);
  const key = await accessKeyFrom(options);
  if (key === undefined) {
    throw new KlarifyGraphError(
      'no-data',
      '`sync` needs an access key. Set KLARIFY_ACCESS_KEY or give --access-key-file FILE; Klarify shows the key under "Generate an API key".',
    );
  }
  if (options.out !== undefined && options.out !== '-') {
    await (await import('@klarify-graph/core/node')).checkWritable(options.out);
  }
  const { snapshot, changes, requests, diagnostics, path } = await syncWith(options, key, terminal);
  const subject = subjectOf('api', snapshot, diagnostics);
  await warnOfDiagnostics(subject, terminal);
  const report = syncReport(subject, changes, requests);
  const { countOf, formatJson } = await import('@klarify-graph/core/format/light');
  const fetched = `${countOf(subject.source.procedures, 'procedure')} with ${countOf(requests, 'request')}`;
  const text =
    format === 'json'
      ? formatJson(report)
      : `Fetched ${fetched}: ${report.added} added, ${report.changed} changed, ${report.removed} removed.\n`;
  if (options.out !== undefined) {
    const { writeStoredSnapshot } = await import('@klarify-graph/core/node');
    await deliver(writeStoredSnapshot(snapshot), options, terminal);
  }
  // Where the snapshot itself goes to standard output, nothing else does.
  if (options.out === '-') terminal.note(text.trimEnd());
  else await terminal.data(text);
  terminal.note(`Stored as ${path}.`);
  return EXIT.done;
}
