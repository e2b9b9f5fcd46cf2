import type { Watchdog } from './watchdog.js';

/** A page of 100 records has about 100 kB; what is larger than this is no page, or a compression bomb. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** A body as text; bytes that are not UTF-8 are shown as U+FFFD. */
export function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** Reads a body; `null` when it is larger than `limit` bytes (after decompression). */
export async function readBody(
  response: Response,
  watchdog: Watchdog,
  limit: number,
): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await watchdog.guard(reader.read());
      if (done) return Buffer.concat(chunks);
      watchdog.alive();
      bytes += value.byteLength;
      if (bytes > limit) return null;
      chunks.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
