import { type Command, Option } from 'commander';
import type { ExitStatus } from '../exit-status.js';

/** Told how a command ended. */
export type OnExit = (status: ExitStatus) => void;

/** For commands that exit with 1 when they find something. */
export function addExitZero(command: Command): Command {
  return command.addOption(new Option('--exit-zero', 'exit with 0 even when there are findings'));
}

export const REPORT_FORMATS_HELP = 'text, json, markdown, csv';

/** What follows the options in a command's help. */
export function formatsHelp(formats: string, examples: readonly string[]): string {
  return `\nFormats: ${formats}\n\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`;
}
