import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import type { SnapshotSource } from '../../model/snapshot.js';
import { writeFileAtomically } from '../atomic-write.js';
import { readBytes } from '../read-bytes.js';
import type { StoredSnapshot } from '../stored-files.js';
import { checksumTail } from '../stored-snapshot.js';
import { decodeGraph } from './decode-graph.js';
import { encodeGraph } from './encode-graph.js';
import { type Binding, type IndexParts, packIndex, unpackIndex } from './layout.js';

/** A graph and where its records come from. */
export interface SourcedGraph {
  readonly source: SnapshotSource;
  readonly graph: ProcedureGraph;
}

/** The index that belongs to a snapshot file. */
export function indexPathOf(snapshotPath: string): string {
  return snapshotPath.replace(/\.json$/, '.index');
}

/**
 * A file that was checked so soon after it changed could have changed again without its times telling: they are that
 * coarse on some disks. Nanoseconds.
 */
const COARSEST_CLOCK = 3_000_000_000n;

/** What tells one state of a file from any other, short of its contents. */
export type FileState = Omit<Binding, 'sha256'>;

export async function stateOf(path: string): Promise<FileState> {
  const { size, ino, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return {
    bytes: Number(size),
    inode: String(ino),
    modified: String(mtimeNs),
    changed: String(ctimeNs),
    checked: String(BigInt(Date.now()) * 1_000_000n),
  };
}

/**
 * The graph of a stored snapshot from its index; `undefined` where there is none, it is damaged, of another version or of
 * another snapshot, or the snapshot is damaged.
 *
 * The index has a checksum of its own, and states that of the snapshot. The snapshot itself is not read while it is, by
 * inode, size, modification and change time, the file that was checked when the index was made; else every byte of it is
 * checked, and the index is bound to it anew.
 */
export async function readIndex(snapshot: StoredSnapshot): Promise<SourcedGraph | undefined> {
  const parts = await readParts(indexPathOf(snapshot.path)).catch(() => undefined);
  if (parts === undefined || parts.binding.sha256 !== snapshot.sha256) return undefined;
  const state = await stateOf(snapshot.path);
  if (!isUnchanged(parts.binding, state)) {
    if (!(await isWhole(snapshot))) return undefined;
    await store(snapshot.path, { ...parts, binding: { ...state, sha256: snapshot.sha256 } });
  }
  return { source: parts.source, graph: decodeGraph(parts) };
}

/** Stores the index of a snapshot whose bytes were found whole in this state. What keeps it from being stored is no fault. */
export async function writeIndex(
  snapshot: StoredSnapshot,
  state: FileState,
  { source, graph }: SourcedGraph,
): Promise<void> {
  const columns = encodeGraph(graph);
  const binding = { ...state, sha256: snapshot.sha256 };
  await store(snapshot.path, { binding, source, listed: graph.listed, columns });
}

async function store(snapshotPath: string, parts: IndexParts): Promise<void> {
  const path = indexPathOf(snapshotPath);
  if (!CAN_LIE_IN_MEMORY || (await isSpecial(path))) return;
  const options = { mode: 0o600, durable: false };
  await writeFileAtomically(path, packIndex(parts), options).catch(() => undefined);
}

/** True for what is there and is no file, such as a pipe: to open it may wait for ever. */
async function isSpecial(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there !== undefined && !there.isFile();
}

/** The columns are used as they lie in the file, which is written for processors of one kind, in use everywhere. */
const CAN_LIE_IN_MEMORY = endianness() === 'LE';

function isUnchanged(binding: Binding, state: FileState): boolean {
  const wasSettled = BigInt(binding.checked) - BigInt(binding.changed) > COARSEST_CLOCK;
  return (
    wasSettled &&
    binding.bytes === state.bytes &&
    binding.inode === state.inode &&
    binding.modified === state.modified &&
    binding.changed === state.changed
  );
}

async function readParts(path: string): Promise<IndexParts | undefined> {
  if (!CAN_LIE_IN_MEMORY || (await isSpecial(path))) return undefined;
  return unpackIndex((await readBytes(path)).buffer);
}

/** True when a snapshot file is, byte for byte, what its checksum says. */
async function isWhole({ path, sha256 }: StoredSnapshot): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const tail = checksumTail(sha256);
    const covered = (await file.stat()).size - tail.length;
    const hash = createHash('sha256');
    const piece = new Uint8Array(1 << 20);
    for (let at = 0; at < covered; ) {
      const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, covered - at), at);
      if (bytesRead === 0) return false;
      hash.update(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    const { bytesRead } = await file.read(piece, 0, tail.length, Math.max(covered, 0));
    const isTail = Buffer.from(piece.subarray(0, bytesRead)).equals(Buffer.from(tail));
    return isTail && hash.digest('hex') === sha256;
  } finally {
    await file.close();
  }
}
