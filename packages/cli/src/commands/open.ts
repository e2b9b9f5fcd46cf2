import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProcedure } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { type CommonOptions, formatFrom } from '../options.js';
import { writeFile } from '../output/write-file.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

interface OpenCommandOptions extends CommonOptions {
  /** False with `--no-launch`. */
  readonly launch: boolean;
}

/** `open [procedure]`: writes the HTML graph and opens it in the browser, in focus on the procedure. */
export async function runOpen(name: string | undefined, command: Command): Promise<ExitStatus> {
  const session = startSession<OpenCommandOptions>(command);
  formatFrom('open', session.options.format, ['html'], 'html');
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  const { options, terminal } = opened;
  const focus = name === undefined ? undefined : subject.graph.procedures[findProcedure(subject.graph, name)];
  const { fillViewer } = await import('../output/fill-viewer.js');
  if (options.out === '-') {
    await terminal.data(await fillViewer({ subject, entryPoints }));
    return EXIT.done;
  }
  const path = resolve(
    options.out ?? join(await mkdtemp(join(tmpdir(), 'klarify-graph-')), 'klarify-graph.html'),
  );
  await writeFile(path, await fillViewer({ subject, entryPoints }), { mode: 0o600 });
  const url = pathToFileURL(path);
  if (focus !== undefined)
    url.hash = `#/focus/${encodeURIComponent(focus.id.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
  await terminal.data(`${url.href}\n`);
  if (options.launch) await launch(url, (text) => terminal.warn(text));
  return EXIT.done;
}

/** A browser that does not start is no failure: the address is printed. */
async function launch(url: URL, warn: (text: string) => void): Promise<void> {
  const { default: open } = await import('open');
  const couldNot = () => warn('No browser could be started. Open the address above by hand.');
  try {
    const browser = await open(url.href);
    browser.once('error', couldNot);
    await new Promise((done) => setTimeout(done, 300));
  } catch {
    couldNot();
  }
}
