import { gunzipSync } from 'node:zlib';
import { KlarifyGraphError } from '../errors.js';
import { hasCode, reasonOf } from './file-errors.js';
import { type ParsedInput, parseInput } from './parse-input.js';
import { readBytes } from './read-bytes.js';

/**
 * Reads a snapshot file of any accepted shape, compressed with gzip or not.
 * @throws KlarifyGraphError as {@link parseInput} does, and `unreadable-snapshot` where the file cannot be opened.
 */
export async function readSnapshotFile(path: string): Promise<ParsedInput> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(path);
  } catch (error) {
    const reason = hasCode(error, 'ENOENT') ? 'there is no such file' : reasonOf(error);
    throw new KlarifyGraphError('unreadable-snapshot', `Cannot read the snapshot ${path}: ${reason}.`, {
      cause: error,
    });
  }
  return parseSnapshotBytes(bytes, path);
}

/** Parses the bytes of a snapshot; gzip is recognised by content. */
export function parseSnapshotBytes(bytes: Uint8Array, name: string): ParsedInput {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return parseInput(bytes, name);
  let plain: Uint8Array;
  try {
    plain = unpack(bytes);
  } catch (error) {
    throw new KlarifyGraphError(
      'unreadable-snapshot',
      `The snapshot ${name} is compressed, but damaged or cut short: it cannot be unpacked.`,
      { cause: error },
    );
  }
  return parseInput(plain, name);
}

/** @throws an Error where something stands behind the compressed data, which would be left out without a word. */
function unpack(bytes: Uint8Array): Uint8Array {
  // With `info` it gives the engine too, which the types do not know.
  const { buffer, engine } = gunzipSync(bytes, { info: true }) as unknown as {
    readonly buffer: Uint8Array;
    readonly engine: { readonly bytesWritten: number };
  };
  // Zeros may fill the last block of a medium.
  if (bytes.subarray(engine.bytesWritten).some((byte) => byte !== 0)) throw new Error('more behind the data');
  return buffer;
}
