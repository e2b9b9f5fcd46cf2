import { KlarifyGraphError } from '@klarify-graph/core';
import type { CommonOptions } from '../options.js';
import { keepSecret } from './secrets.js';
import { readStandardInput } from './standard-input.js';

/** The access key that the user configured, or `undefined`. It must never be shown. */
export async function accessKeyFrom(options: CommonOptions): Promise<string | undefined> {
  const raw = await rawKey(options);
  if (raw === undefined) return undefined;
  const { redactKey, validateAccessKey } = await import('@klarify-graph/core/api');
  const key = validateAccessKey(raw);
  keepSecret((text) => redactKey(text, key));
  return key;
}

async function rawKey({ accessKeyFile }: CommonOptions): Promise<string | undefined> {
  if (accessKeyFile === undefined) {
    const key = process.env['KLARIFY_ACCESS_KEY'];
    return key === undefined || key.trim() === '' ? undefined : key;
  }
  if (accessKeyFile === '-') return (await readStandardInput()).toString('utf8');
  const { hasCode, readBytes, reasonOf } = await import('@klarify-graph/core/node');
  const bytes = await readBytes(accessKeyFile).catch((error: unknown) => {
    // The name is not repeated: it may be the key itself, given in the wrong place.
    const reason = hasCode(error, 'ENOENT', 'ENAMETOOLONG') ? 'there is no such file' : reasonOf(error);
    throw new KlarifyGraphError(
      'invalid-access-key',
      `Cannot read the access key from the file that --access-key-file names: ${reason}. Name a file that holds the key and nothing else.`,
    );
  });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
