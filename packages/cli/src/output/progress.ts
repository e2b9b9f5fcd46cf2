import type { Terminal } from './streams.js';

/** How far a sync is. */
export interface SyncProgress {
  /** 1 fetches, 2 and 3 confirm. */
  readonly pass: number;
  readonly pages: number;
  readonly totalPages: number | null;
  readonly records: number;
}

export interface Progress {
  readonly update: (progress: SyncProgress) => void;
  readonly stop: () => void;
}

/** Draws progress on a terminal; anywhere else it does nothing. */
export async function startProgress(terminal: Terminal): Promise<Progress> {
  if (!terminal.drawsProgress) return { update: () => undefined, stop: () => undefined };
  const { default: ora } = await import('ora');
  const spinner = ora({ text: 'Asking Klarify', stream: process.stderr, discardStdin: false }).start();
  return {
    update: ({ pass, pages, totalPages, records }) => {
      const what = pass === 1 ? 'Fetching' : 'Confirming that nothing changed';
      const total = totalPages === null ? '' : ` of ${totalPages}`;
      spinner.text = `${what}: page ${pages}${total}, ${records} procedures`;
    },
    stop: () => spinner.stop(),
  };
}
