import { Command } from 'commander';
import { addCommonOptions } from './common-options.js';
import { withoutSecrets } from './data/secrets.js';
import { declareCheck } from './declarations/check.js';
import { declareCycles } from './declarations/cycles.js';
import { declareDiff } from './declarations/diff.js';
import { declareExport } from './declarations/export.js';
import { declareImpact } from './declarations/impact.js';
import { declareInit } from './declarations/init.js';
import { declareList } from './declarations/list.js';
import { declareMcp } from './declarations/mcp.js';
import { declareOpen } from './declarations/open.js';
import { declareOrphans } from './declarations/orphans.js';
import { declarePath } from './declarations/path.js';
import type { OnExit } from './declarations/shared.js';
import { declareSnapshots } from './declarations/snapshots.js';
import { declareStats } from './declarations/stats.js';
import { declareSync } from './declarations/sync.js';
import { declareTree } from './declarations/tree.js';

declare const __VERSION__: string;

/** The command line: what there is, how it is called, and which module runs it. Modules are loaded when they run. */
export function createProgram(onExit: OnExit): Command {
  const program = new Command('klarify-graph')
    .description(
      'Who calls whom among the procedures of a Klarify organisation:\nwho is affected by a change, and what is orphaned, circular or gone.',
    )
    .version(__VERSION__, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help for the command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError('(`klarify-graph --help` shows how to call it)')
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
    .exitOverride();
  addCommonOptions(program);
  declareSync(program, onExit);
  declareSnapshots(program, onExit);
  declareImpact(program, onExit);
  declareCycles(program, onExit);
  declareOrphans(program, onExit);
  declareCheck(program, onExit);
  declarePath(program, onExit);
  declareTree(program, onExit);
  declareList(program, onExit);
  declareStats(program, onExit);
  declareDiff(program, onExit);
  declareExport(program, onExit);
  declareOpen(program, onExit);
  declareInit(program, onExit);
  declareMcp(program, onExit);
  program.addHelpText(
    'after',
    `
Examples:
  $ klarify-graph --sample impact "Sales Pipeline Process"
  $ KLARIFY_ACCESS_KEY=… klarify-graph sync
  $ klarify-graph orphans --format csv --out orphans.csv
  $ klarify-graph open "Customer Onboarding Process"

Exit status: 0 done, nothing found; 1 findings; 2 the call or the configuration is wrong;
3 the data could not be had; 130 interrupted.`,
  );
  return program;
}

/** What follows the `=` of an unknown flag is not repeated: it may be an access key given in the wrong place. */
function withoutValues(text: string): string {
  return withoutSecrets(text.replace(/(unknown option '[^'=]*)=[\s\S]*'/, "$1=…'"));
}
