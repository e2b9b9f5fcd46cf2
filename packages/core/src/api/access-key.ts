import { KlarifyGraphError } from '../errors.js';

const MAX_KEY_LENGTH = 4096;

/**
 * Checks an access key and returns it without the white space around it, such as the newline at the end of a key file.
 *
 * @throws KlarifyGraphError `invalid-access-key` when nothing is left, or when white space, control or invisible
 *   characters stand inside. The message never repeats the key.
 */
export function validateAccessKey(key: string): string {
  const trimmed = key.trim();
  if (trimmed === '') throw refused('is empty');
  if (trimmed.length > MAX_KEY_LENGTH) throw refused('is too long to be one');
  if (/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(trimmed)) {
    throw refused(
      'contains white space, control or invisible characters; copy it again, whole and on one line',
    );
  }
  return trimmed;
}

function refused(reason: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'invalid-access-key',
    `The access key (KLARIFY_ACCESS_KEY, --access-key-file) ${reason}.`,
  );
}
