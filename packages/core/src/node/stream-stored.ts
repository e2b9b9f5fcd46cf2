import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { isDamaged, type StoredFile, storeFailed } from './stored-files.js';
import { damagedSnapshot, readStoredSource, readStoredTail, recordOfLine } from './stored-snapshot.js';

const NEWLINE = 10;

/**
 * The records of a stored snapshot one at a time, so that neither its text nor its records are held as a whole. Whether
 * the file is whole shows at its end only: what was made of the records counts once the iteration has ended.
 *
 * @throws KlarifyGraphError `damaged-snapshot`, `newer-format`, `store-failed`
 */
export async function* streamStored(file: StoredFile): AsyncGenerator<unknown> {
  if (isDamaged(file)) throw file.damage;
  const { path } = file;
  const hash = createHash('sha256');
  const decoder = new TextDecoder();
  let held: Buffer | undefined;
  let count = -1;
  for await (const line of linesOf(path)) {
    if (held !== undefined) {
      hash.update(held).update('\n');
      const text = decoder.decode(held);
      if (count < 0) readStoredSource(text, path);
      else yield parseRecord(text, path);
      count++;
    }
    held = line;
  }
  const trailer = decoder.decode(held ?? new Uint8Array());
  const tail = readStoredTail(trailer, path);
  hash.update(trailer.slice(0, trailer.indexOf(',"sha256"')));
  if (hash.digest('hex') !== tail.sha256)
    throw damagedSnapshot(path, 'its checksum does not fit its contents');
  if (count !== tail.count) throw damagedSnapshot(path, 'its count does not fit its contents');
}

function parseRecord(line: string, path: string): unknown {
  try {
    return recordOfLine(line);
  } catch {
    throw damagedSnapshot(path, 'a record in it cannot be read');
  }
}

/** The lines of a file without their ends; what follows the last end counts as one where there is any. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const failed = (error: unknown) => {
    throw storeFailed(path, error);
  };
  const handle = await open(path).catch(failed);
  try {
    let rest: Buffer[] = [];
    const chunk = Buffer.alloc(1 << 18);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length).catch(failed);
      if (bytesRead === 0) break;
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1 && end < bytesRead; ) {
        yield Buffer.concat([...rest, chunk.subarray(start, end)]);
        rest = [];
        start = end + 1;
        end = chunk.indexOf(NEWLINE, start);
      }
      rest.push(Buffer.from(chunk.subarray(start, bytesRead)));
    }
    const last = Buffer.concat(rest);
    if (last.length > 0) yield last;
  } finally {
    await handle.close();
  }
}
