import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of a store: one for each endpoint and key. */
export async function organisationFolders(store: string): Promise<string[]> {
  const entries = await readdir(store, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(store, name));
}

/** The paths of all snapshots in a store, the oldest of each folder first. */
export async function snapshotsIn(store: string): Promise<string[]> {
  const folders = await organisationFolders(store);
  const names = folders.map(async (folder) =>
    (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name)),
  );
  return (await Promise.all(names)).flat().sort();
}
