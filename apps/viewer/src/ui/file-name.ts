const LONGEST = 60;

/** A name for a file out of words: letters and digits of any script joined by hyphens, which every system takes. */
export function fileName(words: readonly string[], extension: string): string {
  const plain = words
    .join(' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const short = Array.from(plain).slice(0, LONGEST).join('').replace(/-$/, '');
  return `${short === '' ? 'graph' : short}.${extension}`;
}
