import { createContext } from 'preact';

/** How a graph in a file takes the place of the one that the page shows. */
export interface OpenedFile {
  /** The name of the file that the page shows; `undefined` while that is the graph it came with. */
  readonly opened: string | undefined;
  /** Shows the graph of a file; gives what is wrong with it, while the page stays as it is. */
  open(file: File): Promise<string | undefined>;
}

export const OpenedFileContext = createContext<OpenedFile>({
  opened: undefined,
  open: async () => 'This page opens no files.',
});
