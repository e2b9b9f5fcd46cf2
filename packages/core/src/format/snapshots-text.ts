import type { SnapshotsReport, StoredSnapshotSummary } from '../report/snapshots-report.js';
import { type Block, line } from './blocks.js';
import { formatText } from './text.js';

/** The snapshots of the store as text, the oldest first. */
export function formatSnapshotsText(report: SnapshotsReport): string {
  return formatText(snapshotBlocks(report));
}

function snapshotBlocks({ snapshots, store }: SnapshotsReport): readonly Block[] {
  if (snapshots.length === 0) return [line(`No snapshots in ${store}.`)];
  const columns = ['Fetched at', 'Procedures', 'State', 'Size', 'Endpoint', 'File'];
  const rows = snapshots.map((snapshot) =>
    [
      snapshot.fetchedAt ?? '–',
      String(snapshot.records ?? '–'),
      stateOf(snapshot),
      `${Math.ceil(snapshot.bytes / 1024)} kB`,
      snapshot.endpoint ?? '–',
      snapshot.path,
    ].map((text) => ({ text })),
  );
  return [{ kind: 'table', columns, rows }];
}

function stateOf({ damage, complete, mode }: StoredSnapshotSummary): string {
  if (damage !== null) return 'damaged';
  if (mode === 'incremental') return 'incremental';
  return complete === true ? 'complete' : 'incomplete';
}
