import { type SnapshotsReport, snapshotsReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { storeFrom } from '../data/sync-with.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { type CommonOptions, formatFrom } from '../options.js';
import { deliver } from '../output/deliver.js';
import { startSession } from '../session.js';

/** `snapshots`: lists what is stored, the oldest first. */
export async function runSnapshots(command: Command): Promise<ExitStatus> {
  const { options, terminal } = startSession<CommonOptions>(command);
  if (options.config !== undefined) {
    await (await import('../config/load-config.js')).loadConfig(options.config);
  }
  const format = formatFrom('snapshots', options.format, ['text', 'json'], 'text');
  const { isDamaged } = await import('@klarify-graph/core/node');
  const store = await storeFrom(options);
  const report = snapshotsReport(
    store.folder,
    (await store.list()).map((file) => ({
      path: file.path,
      bytes: file.bytes,
      source: isDamaged(file) ? undefined : file.source,
      records: isDamaged(file) ? undefined : file.records,
      damage: isDamaged(file) ? file.damage.message : undefined,
    })),
  );
  await deliver(await formatSnapshots(report, format), options, terminal);
  return EXIT.done;
}

async function formatSnapshots(report: SnapshotsReport, format: 'text' | 'json'): Promise<string> {
  if (format === 'json') return (await import('@klarify-graph/core/format/light')).formatJson(report);
  return (await import('@klarify-graph/core/format')).formatSnapshotsText(report);
}
