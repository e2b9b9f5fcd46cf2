import type { Watchdog } from './watchdog.js';

/** A page of 100 records has about 100 kB; what is larger than this is no page, or a compression bomb. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Reads a body as UTF-8 text; `null` when it is larger than `limit` bytes (after decompression). */
export async function readBody(
  response: Response,
  watchdog: Watchdog,
  limit: number,
): Promise<string | null> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await watchdog.guard(reader.read());
      if (done) return new TextDecoder().decode(Buffer.concat(chunks));
      watchdog.alive();
      bytes += value.byteLength;
      if (bytes > limit) return null;
      chunks.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
