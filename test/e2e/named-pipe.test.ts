import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

/** Opens a pipe for writing as soon as somebody reads it: until then the system refuses. */
async function openOnceRead(pipe: string): Promise<FileHandle> {
  for (;;) {
    try {
      return await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      await wait(20);
    }
  }
}

test.skipIf(process.platform === 'win32')('a snapshot may be a pipe that is written to late', () =>
  withFolder(async (folder) => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const listed = runCli(['--snapshot', pipe, 'list', '--format', 'json']);
    const writer = await openOnceRead(pipe);
    await writer.write('[{"id":1,"name":"A"},');
    await wait(200);
    await writer.write('{"id":2,"name":"B"}]');
    await writer.close();
    const { status, stdout } = await listed;
    expect([status, JSON.parse(stdout).count]).toEqual([0, 2]);
  }),
);

test.skipIf(process.platform === 'win32').each([
  ['a snapshot', '--snapshot', 'list'],
  ['an access key', '--access-key-file', 'sync'],
])('Ctrl-C ends the waiting for %s from a pipe that nobody closes', (_, option, command) =>
  withFolder(async (folder) => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = openOnceRead(pipe);
    const { status, stdout } = await runCli([option, pipe, command], {
      interruptWhen: writer.then(() => wait(200)),
    });
    await (await writer).close();
    expect([status, stdout]).toEqual([130, '']);
  }),
);
