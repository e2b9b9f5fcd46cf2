// The main job on the built-in sample organisation, as a new user would ask for it.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const cli = 'packages/cli/bin/klarify-graph.js';
const page = 'klarify-graph.html';

function klarifyGraph(expected, ...args) {
  console.log(`\n$ klarify-graph ${args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg)).join(' ')}`);
  const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: 'inherit' });
  if (!expected.includes(status)) process.exit(status ?? 1);
}

klarifyGraph([0], '--sample', '--quiet', 'impact', 'Sales Pipeline Process');
klarifyGraph([0, 1], '--sample', '--quiet', 'cycles');
klarifyGraph([0, 1], '--sample', '--quiet', 'orphans');
klarifyGraph([0], '--sample', '--quiet', 'export', '--format', 'html', '--out', page);
console.log(`\nThe HTML graph is ${resolve(page)}`);
console.log(`Open it in a browser: ${pathToFileURL(resolve(page)).href}`);
