import type { Procedure } from '../model/procedure.js';
import type { Symbols } from '../model/symbols.js';
import { normaliseName } from '../model/text.js';
import { type Adjacency, indexCalls } from './adjacency.js';
import type { CollectedRecords } from './collect-records.js';

const NONE = -1;
const SEVERAL = -2;

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
  readonly missing: Procedure[] = [];
  readonly #symbols: Symbols;
  readonly #names: Uint32Array;
  /** By symbol; `NONE` where it is no id. */
  readonly #nodeOfId: Int32Array;
  /** By symbol: the one procedure of that name; `NONE` or `SEVERAL`. */
  readonly #onlyOfName: Int32Array;
  #nodesOfName: Pick<Adjacency, 'offsets' | 'targets'> | undefined;
  #nodesOfNormalised: ReadonlyMap<string, readonly number[]> | undefined;
  readonly #resolvedNames = new Map<number, Resolution>();
  readonly #missingByKey = new Map<string, number>();
  readonly #missingById = new Map<string, number>();

  constructor({ symbols, ids, names }: CollectedRecords) {
    this.#symbols = symbols;
    this.#names = names;
    this.#nodeOfId = new Int32Array(symbols.size).fill(NONE);
    this.#onlyOfName = new Int32Array(symbols.size).fill(NONE);
    for (let node = 0; node < ids.length; node++) {
      this.#nodeOfId[ids[node]!] = node;
      const name = names[node]!;
      this.#onlyOfName[name] = this.#onlyOfName[name] === NONE ? node : SEVERAL;
    }
  }

  /** The number of the procedure with this id, be it missing. */
  nodeOf(id: string): number | undefined {
    return this.#listedNode(id) ?? this.#missingById.get(id);
  }

  /** The one procedure that a reference means exactly; below 0 where there are others or none, for {@link resolve}. */
  onlyMatch(id: number, name: number): number {
    return id === 0 ? this.#onlyOfName[name]! : this.#nodeOfId[id]!;
  }

  resolve(id: number, name: number): Resolution {
    if (id !== 0) {
      const caller = this.#nodeOfId[id]!;
      if (caller !== NONE) return { callers: [caller], missing: false, inexact: false };
      return this.#resolveMissing(this.#symbols.textOf(name), this.#symbols.textOf(id));
    }
    const known = this.#resolvedNames.get(name);
    if (known !== undefined) return known;
    const resolution = this.#resolveName(name);
    this.#resolvedNames.set(name, resolution);
    return resolution;
  }

  #resolveName(name: number): Resolution {
    const exact = this.#withName(name);
    if (exact.length > 0) return { callers: exact, missing: false, inexact: false };
    this.#nodesOfNormalised ??= this.#groupByNormalisedName();
    const inexact = this.#nodesOfNormalised.get(normaliseName(this.#symbols.textOf(name)));
    if (inexact !== undefined) return { callers: inexact, missing: false, inexact: true };
    return this.#resolveMissing(this.#symbols.textOf(name), null);
  }

  #withName(name: number): Uint32Array {
    const only = this.#onlyOfName[name]!;
    if (only !== SEVERAL) return Uint32Array.from(only === NONE ? [] : [only]);
    const names = this.#names;
    this.#nodesOfName ??= indexCalls(this.#symbols.size, names, Uint32Array.from(names.keys()));
    const { offsets, targets } = this.#nodesOfName;
    return targets.subarray(offsets[name], offsets[name + 1]);
  }

  #resolveMissing(name: string, id: string | null): Resolution {
    const nameless = name === '' && id !== null;
    const key = nameless ? `#${id}` : `=${normaliseName(name)}`;
    let node = this.#missingByKey.get(key);
    if (node === undefined) {
      node = this.#names.length + this.missing.length;
      const freeId = this.#freeId(nameless ? `missing:#${id}` : `missing:${name}`);
      this.missing.push(missingProcedure(freeId, name));
      this.#missingByKey.set(key, node);
      this.#missingById.set(freeId, node);
    }
    return { callers: [node], missing: true, inexact: false };
  }

  #freeId(wanted: string): string {
    let id = wanted;
    while (this.nodeOf(id) !== undefined) id += '~';
    return id;
  }

  #listedNode(id: string): number | undefined {
    const symbol = this.#symbols.find(id) ?? 0;
    const node = symbol === 0 ? NONE : (this.#nodeOfId[symbol] ?? NONE);
    return node === NONE ? undefined : node;
  }

  #groupByNormalisedName(): ReadonlyMap<string, readonly number[]> {
    const groups = new Map<string, number[]>();
    for (const [node, name] of this.#names.entries()) {
      const key = normaliseName(this.#symbols.textOf(name));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [node]);
      else group.push(node);
    }
    return groups;
  }
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
