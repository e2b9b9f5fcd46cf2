import { betweenness, graphWork, wholeQuestion } from './beside-peers.js';
import { checkAgainstItsParts } from './check.js';
import { coldStart, growth, huge, large } from './engine.js';
import { removeOrganisations } from './organisations.js';
import { syncOverHttp } from './sync.js';
import { type Row, tableOf } from './table.js';
import { measureView } from './viewer.js';

/** See docs/performance.md. Some of them can be asked for by name; together they take a quarter of an hour. */
const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  start: coldStart,
  sync: syncOverHttp,
  large,
  huge,
  growth,
  work: graphWork,
  betweenness,
  peers: wholeQuestion,
  check: checkAgainstItsParts,
  view: measureView,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.error(`${name} …`);
    const found = await part();
    // At once: whoever ends a long run keeps what is done.
    for (const { figure, measured, goal } of found) console.error(`  ${figure}: ${measured}; goal ${goal}`);
    rows.push(...found);
  }
} finally {
  removeOrganisations();
}
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}; CPU time (user and system) unless said otherwise, medians of runs in turn\n`,
);
console.log(tableOf(rows));
