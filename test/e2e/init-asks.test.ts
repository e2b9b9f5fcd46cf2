import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HAS_TERMINALS, runOnTerminal, type TerminalOptions } from './on-terminal.js';
import { withFolder } from './run-cli.js';

const QUESTION = 'Which build server runs the check? (github, gitlab, azure, none) ';

function init(cwd: string, keys: TerminalOptions['keys'] = [], args: readonly string[] = []) {
  return runOnTerminal(['init', ...args], { env: {}, columns: 100, cwd, keys });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

describe.runIf(HAS_TERMINALS).concurrent('init on a terminal', () => {
  test('asks for the build server until it is one, and writes its workflow', () =>
    withFolder(async (cwd) => {
      const { status, shown } = await init(cwd, [
        { after: '[github] ', press: 'jenkins\r' },
        { after: 'Give one of github, gitlab, azure, none.', press: ' GitLab \r' },
      ]);
      expect(status, shown).toBe(0);
      expect(shown).toContain(`${QUESTION}[github]`);
      expect(await filesIn(cwd)).toEqual(['.gitlab-ci.yml', 'klarify-graph.config.json']);
      expect(shown).toContain('Add the masked variable KLARIFY_ACCESS_KEY');
    }));

  test('takes an empty line for the likely one, by what is in the folder', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'azure-pipelines.yml'), 'mine');
      const { status, shown } = await init(cwd, [{ after: '[azure] ', press: '\r' }]);
      expect(status, shown).toBe(0);
      expect(await filesIn(cwd)).toEqual([
        'azure-pipelines.klarify-graph.yml',
        'azure-pipelines.yml',
        'klarify-graph.config.json',
      ]);
      expect(await readFile(join(cwd, 'azure-pipelines.yml'), 'utf8')).toBe('mine');
    }));

  test.each([
    ['Ctrl-C', '\u0003', 130],
    ['the end of the input', '\u0004', 2],
  ])('%s at the question leaves nothing behind', (_, press, expected) =>
    withFolder(async (cwd) => {
      const { status, shown } = await init(cwd, [{ after: '[github] ', press }]);
      expect(status, shown).toBe(expected);
      // What comes next, an error or the prompt of the shell, does not stand in the line of the question.
      expect(shown.slice(shown.indexOf('[github] '))).toMatch(
        /^\[github\] [^a-z]*\r\n(error: Nothing was |$)/,
      );
      expect(await filesIn(cwd)).toEqual([]);
    }),
  );

  test('does not ask what the call says, nor where there is a configuration already', () =>
    withFolder(async (cwd) => {
      const said = await init(cwd, [], ['--ci', 'none']);
      expect(said.status, said.shown).toBe(0);
      expect(said.shown).not.toContain(QUESTION);
      const again = await init(cwd);
      expect(again.status, again.shown).toBe(2);
      expect(again.shown).toContain('klarify-graph.config.json is there already');
      expect(again.shown).not.toContain(QUESTION);
    }));
});
