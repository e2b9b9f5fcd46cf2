import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CLI, type RunResult, runCli } from './run-cli.js';

const HOSTILE = JSON.stringify([
  { id: '__proto__', name: 'evil\u001b[31m\u0007name', called_from: ['constructor'] },
]);

/** Runs the CLI through a shell that redirects its streams. */
async function withStreams(line: string): Promise<RunResult> {
  return spawnSync('/bin/sh', ['-c', `"$CLI" ${line}`], { env: { ...process.env, CLI }, encoding: 'utf8' });
}

describe('streams', () => {
  test('data goes to standard output, diagnostics to standard error, --quiet silences them', async () => {
    const loud = await runCli(['--sample', 'list']);
    expect(loud.stderr).toMatch(/missing-reference/);
    expect(loud.stdout).not.toMatch(/warning/);
    const quiet = await runCli(['--sample', 'list', '--quiet']);
    expect(quiet).toEqual({ ...loud, stderr: '' });
    const wrong = await runCli(['--sample', 'impact', 'nobody', '--quiet']);
    expect(wrong.stderr).toMatch(/^error: /);
  });

  test('no colours and no progress through a pipe; FORCE_COLOR gives colours', async () => {
    const esc = '\u001b[';
    const plain = await runCli(['--sample', 'cycles']);
    expect(plain.stdout + plain.stderr).not.toContain(esc);
    expect((await runCli(['--sample', 'cycles'], { env: { FORCE_COLOR: '1' } })).stdout).toContain(esc);
    const both = { env: { FORCE_COLOR: '1', NO_COLOR: '1' } };
    expect((await runCli(['--sample', 'cycles'], both)).stdout).not.toContain(esc);
    expect(
      (await runCli(['--sample', 'cycles', '--no-color'], { env: { FORCE_COLOR: '1' } })).stdout,
    ).not.toContain(esc);
  });

  test('control characters in names are shown in text and escaped in JSON', async () => {
    for (const format of ['text', 'markdown']) {
      const { stdout, stderr } = await runCli(['--snapshot', '-', 'list', '--format', format], {
        stdin: HOSTILE,
      });
      expect(stdout).toContain('x1B');
      expect(stdout + stderr).not.toMatch(/[\u001b\u0007]/);
    }
    const { stdout } = await runCli(['--snapshot', '-', 'list', '--format', 'json'], { stdin: HOSTILE });
    expect(stdout).not.toMatch(/[\u001b\u0007]/);
    expect(JSON.parse(stdout).procedures.map((p: { id: string }) => p.id)).toEqual([
      'missing:constructor',
      '__proto__',
    ]);
  });

  test('a closed pipe ends quietly', async () => {
    const child = spawn(CLI, ['--sample', 'export', '--format', 'json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|error/);
  });

  test.each([
    [1, ['--sample', 'cycles']],
    [1, ['--sample', 'orphans', '--format', 'json']],
    [1, ['--sample', 'check', '--format', 'json']],
    [1, ['--sample', 'path', 'Credit Check', 'Visitor Registration']],
    [0, ['--sample', 'cycles', '--exit-zero']],
    [0, ['--sample', 'list']],
  ])(
    'a pipe that is closed before anything is written does not hide findings: %i of %j',
    async (status, args) => {
      const child = spawn(CLI, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.destroy();
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(status);
    },
  );

  test.runIf(existsSync('/dev/full'))('a full disk behind standard output is an error', async () => {
    const { status, stderr } = await withStreams('--sample list --quiet > /dev/full');
    expect(status).toBe(2);
    expect(stderr).toBe(
      'error: Cannot write to standard output: the disk is full. Name a file with --out.\n',
    );
  });

  test('nobody who reads the messages is no failure', async () => {
    const whole = await runCli(['--sample', 'orphans', '--exit-zero']);
    const { status, stdout } = await withStreams('--sample orphans --exit-zero 2>&-');
    expect({ status, stdout }).toEqual({ status: 0, stdout: whole.stdout });
  });

  test('--out - is standard output, also for a graph to open', async () => {
    const list = await runCli(['--sample', 'list', '--quiet']);
    expect(await runCli(['--sample', 'list', '--quiet', '--out', '-'])).toEqual(list);
    const opened = await runCli(['--sample', 'open', '--out', '-', '--quiet']);
    expect(opened).toMatchObject({ status: 0, stderr: '' });
    expect(opened.stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
  });

  test('help and version go to standard output, with examples', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await runCli(['impact', '--help']);
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(/Dependents are the callers.*left/s);
    expect(help.stdout).toMatch(/Examples:/);
  });
});
