import type { Dialect, DoubleProcedure } from './types.js';

export type ApiRecord = Record<string, unknown>;
export type Lookup = (id: number) => DoubleProcedure | undefined;

const SITE = 'https://yourorg.klarify.biz';

/** The records of an organisation as the API serves them; `mixed` alternates, beginning with A. */
export function toRecords(organisation: readonly DoubleProcedure[], dialect: Dialect): ApiRecord[] {
  const byId = new Map(organisation.map((procedure) => [procedure.id, procedure]));
  return organisation.map((procedure, position) =>
    toRecord(procedure, dialectAt(dialect, position), (id) => byId.get(id)),
  );
}

export function dialectAt(dialect: Dialect, position: number): 'a' | 'b' {
  if (dialect !== 'mixed') return dialect;
  return position % 2 === 0 ? 'a' : 'b';
}

export function toRecord(procedure: DoubleProcedure, dialect: 'a' | 'b', lookup: Lookup): ApiRecord {
  return dialect === 'a' ? toRecordA(procedure, lookup) : toRecordB(procedure, lookup);
}

/** The name by which references show a procedure that was never in the organisation. */
export function absentName(id: number): string {
  return `Archived Procedure ${id}`;
}

function toRecordA(procedure: DoubleProcedure, lookup: Lookup): ApiRecord {
  const nameOf = (reference: number | string): string =>
    typeof reference === 'string' ? reference : (lookup(reference)?.name ?? absentName(reference));
  const { owner, performers } = procedure;
  return {
    id: String(procedure.id),
    name: procedure.name,
    status: (procedure.status ?? 'PUBLISHED').toLowerCase(),
    ...(owner === undefined ? {} : { owner: owner === null ? null : owner.job_title }),
    ...(performers === undefined ? {} : { performer: performers.join(', ') }),
    updated_at: procedure.updatedAt,
    url: `${SITE}/process/${procedure.id}`,
    lanes: [...(procedure.lanes ?? [])],
    called_within: (procedure.calledWithin ?? []).map(nameOf),
    called_from: (procedure.calledFrom ?? []).map(nameOf),
  };
}

function toRecordB(procedure: DoubleProcedure, lookup: Lookup): ApiRecord {
  const reference = (target: number | string): ApiRecord =>
    typeof target === 'string' ? { name: target } : identity(lookup(target) ?? absent(target));
  const { owner } = procedure;
  return {
    ...identity(procedure),
    ...(owner === undefined ? {} : { owner: owner === null ? null : { ...owner } }),
    lanes: nestedLanes(procedure.lanes ?? []),
    called_within: (procedure.calledWithin ?? []).map(reference),
    called_from: (procedure.calledFrom ?? []).map(reference),
  };
}

/** The fields that a record and a reference to it have in common. */
function identity(procedure: DoubleProcedure): ApiRecord {
  const { firstPublishedAt } = procedure;
  return {
    id: procedure.id,
    name: procedure.name,
    type: procedure.type ?? 'PROCESS_MODEL',
    status: procedure.status ?? 'PUBLISHED',
    url: `${SITE}/document/${procedure.id}`,
    updated_at: procedure.updatedAt,
    ...(firstPublishedAt === undefined ? {} : { first_published_at: firstPublishedAt }),
  };
}

function absent(id: number): DoubleProcedure {
  return {
    id,
    name: absentName(id),
    updatedAt: '2023-01-02T09:00:00Z',
    firstPublishedAt: '2023-01-02T09:00:00Z',
  };
}

/** Depth first, the names come in the order given: the third and later lanes sit below the second. */
function nestedLanes(names: readonly string[]): ApiRecord[] {
  const lanes = names.map((name, index) => ({
    id: `Lane_${index + 1}`,
    name,
    nestedLanes: [] as ApiRecord[],
  }));
  const [first, second, ...rest] = lanes;
  second?.nestedLanes.push(...rest);
  return [first, second].filter((lane) => lane !== undefined);
}
