import type { Procedure } from '../model/procedure.js';
import { normaliseName } from '../model/text.js';
import { type Adjacency, indexCalls } from './adjacency.js';
import type { CollectedRecords } from './collect-records.js';
import type { Symbols } from './symbols.js';

/** Whom a reference means: one procedure, several that share the name, or a missing one made for it. */
export interface Resolution {
  /** Numbers of the procedures that the reference means, never empty. */
  readonly callers: ArrayLike<number> & Iterable<number>;
  readonly missing: boolean;
  /** True when the name matched only after normalising. */
  readonly inexact: boolean;
}

/**
 * Resolves references against the procedures of the list: by id alone where the reference carries one, else by exact
 * name, then by normalised name. What matches nothing becomes a missing procedure, numbered after those of the list;
 * references missing under the same normalised name share one. Ids and names are given as symbols, 0 for none.
 */
export class ReferenceResolver {
  /** The procedures of the list, by number. */
  readonly listed: readonly Procedure[];
  readonly missing: Procedure[] = [];
  readonly #symbols: Symbols;
  /** By symbol; -1 where it is no id. */
  readonly #nodeOfId: Int32Array;
  readonly #nodesOfName: Pick<Adjacency, 'offsets' | 'targets'>;
  #nodesOfNormalised: ReadonlyMap<string, readonly number[]> | undefined;
  readonly #resolvedNames = new Map<number, Resolution>();
  readonly #missingByKey = new Map<string, number>();
  readonly #missingIds = new Set<string>();

  constructor({ procedures, symbols, ids, names }: CollectedRecords) {
    this.#symbols = symbols;
    this.#nodeOfId = new Int32Array(symbols.texts.length).fill(-1);
    this.listed = procedures.filter((procedure) => procedure !== undefined);
    const nameOf = new Uint32Array(this.listed.length);
    for (let record = 0, node = 0; record < procedures.length; record++) {
      if (procedures[record] === undefined) continue;
      this.#nodeOfId[ids[record]!] = node;
      nameOf[node++] = names[record]!;
    }
    this.#nodesOfName = indexCalls(symbols.texts.length, nameOf, Uint32Array.from(nameOf.keys()));
  }

  /** The one procedure that a reference means exactly; -1 where there are others or none, for {@link resolve}. */
  onlyMatch(id: number, name: number): number {
    if (id !== 0) return this.#nodeOfId[id]!;
    const { offsets, targets } = this.#nodesOfName;
    const first = offsets[name]!;
    return offsets[name + 1]! - first === 1 ? targets[first]! : -1;
  }

  resolve(id: number, name: number): Resolution {
    if (id !== 0) {
      const caller = this.#nodeOfId[id]!;
      if (caller !== -1) return { callers: [caller], missing: false, inexact: false };
      return this.#resolveMissing(this.#symbols.texts[name]!, this.#symbols.texts[id]!);
    }
    const known = this.#resolvedNames.get(name);
    if (known !== undefined) return known;
    const resolution = this.#resolveName(name);
    this.#resolvedNames.set(name, resolution);
    return resolution;
  }

  #resolveName(name: number): Resolution {
    const { offsets, targets } = this.#nodesOfName;
    const exact = targets.subarray(offsets[name], offsets[name + 1]);
    if (exact.length > 0) return { callers: exact, missing: false, inexact: false };
    this.#nodesOfNormalised ??= groupByNormalisedName(this.listed);
    const inexact = this.#nodesOfNormalised.get(normaliseName(this.#symbols.texts[name]!));
    if (inexact !== undefined) return { callers: inexact, missing: false, inexact: true };
    return this.#resolveMissing(this.#symbols.texts[name]!, null);
  }

  #resolveMissing(name: string, id: string | null): Resolution {
    const nameless = name === '' && id !== null;
    const key = nameless ? `#${id}` : `=${normaliseName(name)}`;
    let node = this.#missingByKey.get(key);
    if (node === undefined) {
      node = this.listed.length + this.missing.length;
      this.missing.push(
        missingProcedure(this.#freeId(nameless ? `missing:#${id}` : `missing:${name}`), name),
      );
      this.#missingByKey.set(key, node);
    }
    return { callers: [node], missing: true, inexact: false };
  }

  #freeId(wanted: string): string {
    let id = wanted;
    while (this.#isListed(id) || this.#missingIds.has(id)) id += '~';
    this.#missingIds.add(id);
    return id;
  }

  #isListed(id: string): boolean {
    const symbol = this.#symbols.find(id);
    return symbol !== undefined && this.#nodeOfId[symbol] !== -1;
  }
}

function groupByNormalisedName(procedures: readonly Procedure[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [node, { name }] of procedures.entries()) {
    const key = normaliseName(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return groups;
}

function missingProcedure(id: string, name: string): Procedure {
  return {
    id,
    name,
    type: null,
    status: null,
    owner: null,
    performers: [],
    lanes: [],
    url: null,
    updatedAt: null,
    firstPublishedAt: null,
    missing: true,
  };
}
