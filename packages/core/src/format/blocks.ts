/** A cell of a table: text, and where it leads when that may be a link. */
export interface Cell {
  readonly text: string;
  readonly url?: string | null;
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A line of a tree: how far below the root, whether a sibling follows, and what to say after the name. */
export interface TreeRow extends Cell {
  readonly level: number;
  readonly last: boolean;
  readonly detail: string;
}

/** Rows further below the root are indented no more and say how far down they are, else indents outweigh the names. */
export const MAX_TREE_INDENT = 40;

/** Rows in depth-first order. */
export interface Tree {
  readonly kind: 'tree';
  readonly rows: readonly TreeRow[];
}

/** What a report says, laid out neither for a terminal nor for a page yet. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'mermaid'; readonly text: string }
  | Table
  | Tree;

export function heading(level: 1 | 2, text: string): Block {
  return { kind: 'heading', level, text };
}

export function line(text: string): Block {
  return { kind: 'line', text };
}
