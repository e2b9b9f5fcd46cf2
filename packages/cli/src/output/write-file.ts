import { beforeExitAtOnce } from '../interrupt.js';

/**
 * Writes a file as a whole or not at all; a signal that ends the process leaves no temporary file.
 * @throws KlarifyGraphError `output-failed`
 */
export async function writeFile(
  path: string,
  pieces: string | Iterable<string | Uint8Array>,
  options: { readonly mode?: number } = {},
): Promise<void> {
  const { discardUnfinished, writeFileAtomically } = await import('@klarify-graph/core/node');
  beforeExitAtOnce(discardUnfinished);
  await writeFileAtomically(path, pieces, options);
}
