import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'vitest';

export const PLAIN_KEY = 'kg7Qw2Zt9Lp4Xc8Vb1Nm6Rd3';
/** 24 characters, nearly every one of which some encoding writes differently. */
export const AWKWARD_KEY = 'k+/=é&x%41?#"<q7Rw2Zt9Lp';

/** Looks for the key as it is, in every usual encoding, and after undoing percent-encoding up to four times. */
export function expectNoKey(text: string, key: string, where: string): void {
  const lower = text.toLowerCase();
  const found = formsOf(key).filter((form) => lower.includes(form.toLowerCase()));
  let decoded = text;
  for (let round = 1; round <= 4; round++) {
    decoded = percentDecoded(decoded);
    if (decoded.includes(key)) found.push(`decoded ${round} times`);
  }
  expect(found, `${where} holds the access key`).toEqual([]);
}

function formsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const once = encodeURIComponent(key);
  const everyByte = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const forms = [
    key,
    once,
    encodeURIComponent(once),
    encodeURI(key),
    new URLSearchParams({ '': key }).toString().slice(1),
    everyByte,
    JSON.stringify(key).slice(1, -1),
    key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('latin1'),
  ];
  return [...new Set(forms)];
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Every file below a folder, whose name and contents must be free of the key. */
export async function expectNoKeyIn(folder: string, key: string): Promise<void> {
  for (const path of await filesBelow(folder)) {
    expectNoKey(`${relative(folder, path)}\n${await readFile(path, 'utf8')}`, key, path);
  }
}

/** A digest of each file below a folder, by its path within it; nothing where there is no folder. */
export async function contentsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const digests = (await filesBelow(folder)).map(async (path) => {
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return [relative(folder, path), digest] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
