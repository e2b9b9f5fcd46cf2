// Lint, types, build, then every test; ends with the line `tests: N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'klarify-graph-tests-'));
const totals = { passed: 0, failed: 0 };
let ok = true;

function run(name, command, args) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: false });
  if (status !== 0) {
    ok = false;
    console.log(`── ${name} failed`);
  }
  return status === 0;
}

function runTests(project) {
  const file = join(scratch, `${project}.json`);
  const passed = run(project, 'vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests;
    // A file that cannot be loaded runs no test of its own; it must not look like a success.
    const unloaded = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    );
    totals.failed += unloaded.length;
    if (report.numTotalTests === 0) ok = false;
  } catch {
    ok = false;
    if (passed) console.log(`── ${project} left no report`);
    totals.failed += 1;
  }
}

run('lint', 'biome', ['check', '--error-on-warnings', '.']);
const built = run('build', 'pnpm', ['run', 'build']);
run('types', 'pnpm', ['run', 'types']);
runTests('unit');
if (built) {
  runTests('e2e');
  runTests('browser');
}
rmSync(scratch, { recursive: true, force: true });

const good = ok && totals.failed === 0;
if (!good && totals.failed === 0) console.log('A step before or beside the tests failed; see above.');
console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed`);
process.exit(good ? 0 : 1);
