import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SnapshotStore } from '@klarify-graph/core/node';
import { generateOrganisation, toRecords } from '../double/index.js';
import { runCli } from './measure.js';

/** Files that a run measures with. */
export interface Organisation {
  readonly procedures: number;
  /** A bare JSON array of records in dialect A, whose references are names. */
  readonly plain: string;
  /** A store that holds the same, with its index. */
  readonly store: string;
  /** A procedure in the middle of the list. */
  readonly id: string;
}

const kept = process.env['KLARIFY_BENCH_DATA'];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'klarify-graph-bench-'));
mkdirSync(folder, { recursive: true });

/** Where else a part may write. */
export function scratch(name: string): string {
  return join(folder, name);
}

/** Removes all files, unless `KLARIFY_BENCH_DATA` names a folder to keep them in. */
export function removeOrganisations(): void {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

/** The same organisation each time: some four calls a procedure. */
export async function organisationOf(procedures: number): Promise<Organisation> {
  const plain = join(folder, `organisation-${procedures}.json`);
  const store = join(folder, `store-${procedures}`);
  const id = `id:${10_001 + procedures / 2}`;
  if (!existsSync(store)) {
    const organisation = generateOrganisation({ procedures, callsPerProcedure: 4, seed: 2 });
    const records = toRecords(organisation, 'a');
    writePlain(plain, records);
    const endpoint = 'https://klarify.invalid/api';
    const source = { endpoint, fetchedAt: '2026-01-01T00:00:00.000Z', complete: true };
    const organisations = await new SnapshotStore(store).open(endpoint, 'no key');
    await organisations.save({ source, records });
    // So long after it was written a file counts as settled, and the index is bound to it.
    await setTimeout(3500);
    await runCli('--store', store, 'impact', id, '--depth', '1');
  }
  return { procedures, plain, store, id };
}

function writePlain(path: string, records: readonly unknown[]): void {
  const file = openSync(path, 'w');
  let pending = '[';
  for (const [at, record] of records.entries()) {
    pending += `${at === 0 ? '' : ','}${JSON.stringify(record)}`;
    if (pending.length < 1 << 20) continue;
    writeSync(file, pending);
    pending = '';
  }
  writeSync(file, `${pending}]`);
  closeSync(file);
}
