// Puts the built viewer beside the bundle, where `export --format html` and `open` find it.
import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const from = new URL('../../../apps/viewer/dist/index.html', import.meta.url);
const to = new URL('../dist/viewer.html', import.meta.url);
await copyFile(fileURLToPath(from), fileURLToPath(to));
