import { constants, open as openDescriptor } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Bytes at a time: as many as every platform can read at once. */
const AT_ONCE = 1 << 30;

/**
 * All bytes of a file, into a buffer of its own. Faster than `readFile` for large files, which it reads in small pieces.
 * Throws what the operating system does. What has no size is read to its end; a pipe may be waited for as long as it takes.
 */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if ((await stat(path)).isFIFO()) return readPipe(path);
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

/**
 * The thread that opens or reads a pipe in the ordinary way is held until somebody writes, and the process cannot end
 * before it, whatever the signal.
 */
async function readPipe(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { Socket } = await import('node:net');
  const fd = await promisify(openDescriptor)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pieces: Uint8Array[] = [];
  for await (const piece of new Socket({ fd, readable: true, writable: false })) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
