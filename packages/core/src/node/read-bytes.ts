import { type FileHandle, open } from 'node:fs/promises';

/** Bytes at a time: as many as every platform can read at once. */
const AT_ONCE = 1 << 30;

/**
 * All bytes of a file, into a buffer of its own. Faster than `readFile` for large files, which it reads in small pieces.
 * Throws what the operating system does. What has no size, such as a pipe, is read to its end.
 */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return size === 0 ? new Uint8Array(await file.readFile()) : await readSized(file, size);
  } finally {
    await file.close();
  }
}

async function readSized(file: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(new ArrayBuffer(size));
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, Math.min(size - at, AT_ONCE), at);
    if (bytesRead === 0) return bytes.slice(0, at);
    at += bytesRead;
  }
  return bytes;
}
