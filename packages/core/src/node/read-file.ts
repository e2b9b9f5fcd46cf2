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
    plain = gunzipSync(bytes);
  } catch (error) {
    throw new KlarifyGraphError(
      'unreadable-snapshot',
      `The snapshot ${name} is compressed, but damaged or cut short: it cannot be unpacked.`,
      { cause: error },
    );
  }
  return parseInput(plain, name);
}
