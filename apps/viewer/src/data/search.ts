import type { Procedure } from '@klarify-graph/core';
import uFuzzy from '@leeoniya/ufuzzy';

/** The best matches, and how many there are in all. */
export interface SearchResult {
  readonly nodes: readonly number[];
  readonly total: number;
}

export interface Search {
  find(query: string, limit: number): SearchResult;
  /** What is searched of each procedure, without accents. */
  readonly texts: readonly string[];
}

/** A text as it is compared: without accents, in lower case. */
export function foldText(text: string): string {
  return uFuzzy.latinize(text).toLowerCase();
}

const ONE_TYPO_A_WORD = { intraMode: 1 } as const;
const ANY_SCRIPT = {
  ...ONE_TYPO_A_WORD,
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  interBound: '[^\\p{L}\\d]',
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
} as const;

const RANK_AT_MOST = 1000;
const WORD = /[\p{L}\d]/u;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Prepares the search over name, id, owner and lanes; accents do not matter, and each word may hold one typo behind its
 * first letter. Matches in the name come first. Cost: O(V) here, and one pass of a regular expression per query.
 */
export function createSearch(procedures: readonly Procedure[]): Search {
  const names = uFuzzy.latinize(procedures.map(({ name }) => name));
  const haystack = procedures.map(({ id, owner, lanes }, node) =>
    [names[node] ?? '', id, uFuzzy.latinize(owner ?? ''), uFuzzy.latinize(lanes.join(' '))].join(' \u2022 '),
  );
  const plain = new uFuzzy(ONE_TYPO_A_WORD);
  const unicode = new uFuzzy(ANY_SCRIPT);
  const find = (query: string, limit: number): SearchResult => {
    const needle = uFuzzy.latinize(query.trim());
    if (needle === '') return { nodes: [], total: 0 };
    if (!WORD.test(needle)) return findLiterally(haystack, needle, limit);
    const [found, info, order] = (ASCII.test(needle) ? plain : unicode).search(
      haystack,
      needle,
      1,
      RANK_AT_MOST,
    );
    if (found === null) return { nodes: [], total: 0 };
    if (info === null)
      return { nodes: preferNames(names, found, needle).slice(0, limit), total: found.length };
    const inName: number[] = [];
    const elsewhere: number[] = [];
    for (const place of order) {
      const node = info.idx[place];
      if (node === undefined) continue;
      const isInName = (info.ranges[place]?.at(-1) ?? Infinity) <= (names[node]?.length ?? 0);
      (isInName ? inName : elsewhere).push(node);
    }
    return { nodes: [...inName, ...elsewhere].slice(0, limit), total: order.length };
  };
  return { find, texts: haystack };
}

/** Where too many match to rank them: names that begin with the words come first. */
function preferNames(names: readonly string[], found: readonly number[], needle: string): readonly number[] {
  const start = needle.toLowerCase();
  const begins = (node: number) => names[node]?.toLowerCase().startsWith(start) ?? false;
  return [...found.filter(begins), ...found.filter((node) => !begins(node))];
}

/** Emoji and punctuation are no words to uFuzzy. */
function findLiterally(haystack: readonly string[], needle: string, limit: number): SearchResult {
  const found = haystack.flatMap((text, node) => (text.includes(needle) ? node : []));
  return { nodes: found.slice(0, limit), total: found.length };
}
