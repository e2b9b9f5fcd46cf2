import type { Procedure, Reference } from '../model/procedure.js';
import { normaliseName } from '../model/text.js';

/** Whom a reference means: one procedure, several that share the name, or a missing one made for it. */
export interface Resolution {
  /** Numbers of the procedures that the reference means, never empty. */
  readonly callers: readonly number[];
  readonly missing: boolean;
  /** True when the name matched only after normalising. */
  readonly inexact: boolean;
}

/**
 * Resolves references against the procedures of the list: by id alone where the reference carries one, else by exact
 * name, then by normalised name. What matches nothing becomes a missing procedure, numbered after those of the list;
 * references missing under the same normalised name share one.
 */
export class ReferenceResolver {
  readonly missing: Procedure[] = [];
  readonly #procedures: readonly Procedure[];
  readonly #byId: ReadonlyMap<string, number>;
  readonly #byName: ReadonlyMap<string, readonly number[]>;
  readonly #byNormalisedName: () => ReadonlyMap<string, readonly number[]>;
  readonly #resolvedNames = new Map<string, Resolution>();
  readonly #missingByKey = new Map<string, number>();
  readonly #missingIds = new Set<string>();

  constructor(procedures: readonly Procedure[]) {
    this.#procedures = procedures;
    this.#byId = new Map(procedures.map((procedure, node) => [procedure.id, node]));
    this.#byName = groupByName(procedures, (name) => name);
    let normalised: ReadonlyMap<string, readonly number[]> | undefined;
    this.#byNormalisedName = () => {
      normalised ??= groupByName(procedures, normaliseName);
      return normalised;
    };
  }

  resolve({ id, name }: Reference): Resolution {
    if (id !== null) {
      const caller = this.#byId.get(id);
      if (caller !== undefined) return { callers: [caller], missing: false, inexact: false };
      return this.#resolveMissing(name ?? '', id);
    }
    const known = this.#resolvedNames.get(name ?? '');
    if (known !== undefined) return known;
    const resolution = this.#resolveName(name ?? '');
    this.#resolvedNames.set(name ?? '', resolution);
    return resolution;
  }

  #resolveName(name: string): Resolution {
    const exact = this.#byName.get(name);
    if (exact !== undefined) return { callers: exact, missing: false, inexact: false };
    const inexact = this.#byNormalisedName().get(normaliseName(name));
    if (inexact !== undefined) return { callers: inexact, missing: false, inexact: true };
    return this.#resolveMissing(name, null);
  }

  #resolveMissing(name: string, id: string | null): Resolution {
    const nameless = name === '' && id !== null;
    const key = nameless ? `#${id}` : `=${normaliseName(name)}`;
    let node = this.#missingByKey.get(key);
    if (node === undefined) {
      node = this.#procedures.length + this.missing.length;
      this.missing.push(
        missingProcedure(this.#freeId(nameless ? `missing:#${id}` : `missing:${name}`), name),
      );
      this.#missingByKey.set(key, node);
    }
    return { callers: [node], missing: true, inexact: false };
  }

  #freeId(wanted: string): string {
    let id = wanted;
    while (this.#byId.has(id) || this.#missingIds.has(id)) id += '~';
    this.#missingIds.add(id);
    return id;
  }
}

function groupByName(
  procedures: readonly Procedure[],
  keyOf: (name: string) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [node, { name }] of procedures.entries()) {
    const key = keyOf(name);
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
