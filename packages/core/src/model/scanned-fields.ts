/** The fields that a scanner looks at, of a record and of what stands in it. */
export const FIELDS = {
  id: 1,
  name: 2,
  type: 3,
  status: 4,
  url: 5,
  updated_at: 6,
  first_published_at: 7,
  owner: 8,
  performer: 9,
  lanes: 10,
  called_from: 11,
  called_within: 12,
  job_title: 13,
  nestedLanes: 14,
} as const;

/** A key that is written with escapes may be any field. */
export const ESCAPED_KEY = -1;

const BACKSLASH = 92;

const LONGEST = Math.max(...Object.keys(FIELDS).map((name) => name.length));

const FIELDS_BY_LENGTH = Array.from({ length: LONGEST + 1 }, (_, length) =>
  Object.entries(FIELDS)
    .filter(([name]) => name.length === length)
    .map(([name, field]) => ({
      field,
      bytes: Uint8Array.from(name, (character) => character.charCodeAt(0)),
    })),
);

/** Which field a key names; 0 for one that nobody looks at. */
export function fieldAt(bytes: Uint8Array, key: number, keyEnd: number): number {
  for (const { field, bytes: name } of FIELDS_BY_LENGTH[keyEnd - key] ?? []) {
    let at = 0;
    while (at < name.length && bytes[key + at] === name[at]) at++;
    if (at === name.length) return field;
  }
  for (let at = key; at < keyEnd; at++) if (bytes[at] === BACKSLASH) return ESCAPED_KEY;
  return 0;
}
