import type { DoubleProcedure } from './types.js';

export { toRecords } from './records.js';

export interface GenerateOptions {
  procedures: number;
  /** Calls in all, divided by procedures; default 2. */
  callsPerProcedure?: number;
  seed?: number;
  /** How many procedures bear the name of an earlier one; default 0. */
  sharedNames?: number;
  /** How many references point to a procedure that is not in the list; default 0. */
  missing?: number;
}

const FIRST_ID = 10_001;
const FIRST_MISSING_ID = 9_000_001;
const SUBJECTS =
  'Customer,Supplier,Invoice,Contract,Employee,Purchase Order,Complaint,Refund,Shipment,Inventory,Budget,Asset,Incident,Change Request,Payroll,Loan,Claim,Policy,Audit,Risk,Product,Campaign,Lead,Quote,Subscription,Vendor,Training,Visitor,Vehicle,Facility'.split(
    ',',
  );
const ACTIONS =
  'Onboarding,Approval,Review,Registration,Closure,Escalation,Reconciliation,Verification,Renewal,Cancellation,Planning,Reporting,Intake,Assessment,Correction,Handover,Archiving,Notification'.split(
    ',',
  );
const SEGMENTS =
  'Retail,Wholesale,Public Sector,Private Clients,Partners,Online,Field Service,Back Office,Head Office,Branch,Emergency,Annual,Monthly,Legacy,Pilot'.split(
    ',',
  );
const REGIONS =
  'North,South,East,West,Nordic,Baltic,Iberia,Benelux,Alpine,Islands,Overseas,Capital,Coastal,Central'.split(
    ',',
  );
const POSITIONS =
  'Customer Success Manager,Head of Finance,Procurement Lead,HR Business Partner,IT Service Manager,Compliance Officer,Warehouse Supervisor,Sales Director,Quality Manager,Facility Manager,Claims Manager,Product Owner,Legal Counsel,Payroll Specialist,Risk Manager,Operations Director'.split(
    ',',
  );
const LANES =
  'Customer Service,Account Management,Finance,Procurement,Human Resources,IT Operations,Compliance,Warehouse,Sales,Quality Assurance,Facilities,Claims,Product,Legal,Payroll,Risk'.split(
    ',',
  );

/** The same options always give the same organisation. */
export function generateOrganisation(options: GenerateOptions): DoubleProcedure[] {
  const count = options.procedures;
  const random = mulberry32(options.seed ?? 1);
  const procedures = Array.from({ length: count }, (_, index) => procedureAt(index, random));
  contain(procedures, random);
  call(procedures, Math.round(count * (options.callsPerProcedure ?? 2)), random);

  const shared = Math.min(options.sharedNames ?? 0, count - 1);
  for (let index = 0; index < shared; index += 1) {
    procedures[count - 1 - index]!.name = procedures[pick(random, count - shared)]!.name;
  }
  const missing = count === 0 ? 0 : (options.missing ?? 0);
  for (let index = 0; index < missing; index += 1) {
    const target = procedures[pick(random, count)]!;
    target.calledFrom = [...(target.calledFrom ?? []), FIRST_MISSING_ID + index];
  }
  return procedures;
}

/** A small seeded generator of numbers in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick(random: () => number, length: number): number {
  return Math.floor(random() * length);
}

/** Distinct for every index. */
function nameAt(index: number): string {
  const short = SUBJECTS.length * ACTIONS.length;
  const all = short * SEGMENTS.length * REGIONS.length;
  // 7919 is prime to every list length, so that neighbours differ and nothing repeats before the end.
  const spread = (((index % all) % short) * 7919) % short;
  const variant = Math.floor((index % all) / short);
  const round = Math.floor(index / all);
  const base = `${SUBJECTS[spread % SUBJECTS.length]} ${ACTIONS[Math.floor(spread / SUBJECTS.length)]}`;
  const segment = SEGMENTS[variant % SEGMENTS.length];
  const region = REGIONS[Math.floor(variant / SEGMENTS.length)];
  const place = variant === 0 ? '' : ` - ${segment} ${region}`;
  return `${base}${place}${round === 0 ? '' : ` ${round + 1}`}`;
}

function procedureAt(index: number, random: () => number): DoubleProcedure {
  const type = index === 0 ? 'PROCESS_MODEL' : typeFor(random());
  const status = statusFor(random());
  const published = Date.UTC(2022, 0, 3) / 1000 + pick(random, 300 * 86_400);
  const updated = published + pick(random, 700 * 86_400);
  const position = pick(random, POSITIONS.length);
  const inherits = (type === 'SUBPROCESS' || type === 'TASK') && random() < 0.6;
  const lane = pick(random, LANES.length);
  const laneCount = type === 'TASK' ? 0 : pick(random, 5);
  return {
    id: FIRST_ID + index,
    name: nameAt(index),
    type,
    status,
    owner: inherits || random() < 0.05 ? null : { id: 601 + position, job_title: POSITIONS[position]! },
    performers: random() < 0.7 ? [`${LANES[pick(random, LANES.length)]} Team`] : [],
    lanes: Array.from({ length: laneCount }, (_, offset) => LANES[(lane + offset * 3) % LANES.length]!),
    calledFrom: [],
    calledWithin: [],
    updatedAt: isoSeconds(updated),
    ...(status === 'DRAFT' ? {} : { firstPublishedAt: isoSeconds(published) }),
  };
}

function typeFor(share: number): string {
  if (share < 0.7) return 'PROCESS_MODEL';
  if (share < 0.8) return 'TASK_INSTRUCTIONS';
  return share < 0.92 ? 'SUBPROCESS' : 'TASK';
}

function statusFor(share: number): string {
  if (share < 0.8) return 'PUBLISHED';
  return share < 0.92 ? 'EDITED' : 'DRAFT';
}

function isoSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Every subprocess and half the tasks lie inside an earlier process; the other tasks are global. */
function contain(procedures: DoubleProcedure[], random: () => number): void {
  const parents: DoubleProcedure[] = [];
  for (const procedure of procedures) {
    if (procedure.type === 'PROCESS_MODEL') parents.push(procedure);
    else if (procedure.type === 'SUBPROCESS' || (procedure.type === 'TASK' && random() < 0.5)) {
      procedure.calledWithin = [parents[pick(random, parents.length)]!.id];
    }
  }
}

/** Processes call later ones, a tenth of the calls one of a few hubs at the end; then some cycles. */
function call(procedures: DoubleProcedure[], calls: number, random: () => number): void {
  const callable = procedures.filter((procedure) => procedure.calledWithin?.length === 0);
  const edges: [number, number][] = [];
  const seen = new Set<number>();
  const connect = (caller: number, callee: number): void => {
    const key = caller * callable.length + callee;
    if (caller === callee || seen.has(key)) return;
    seen.add(key);
    edges.push([caller, callee]);
    callable[callee]!.calledFrom!.push(callable[caller]!.id);
  };
  const hubs = Math.max(1, Math.floor(callable.length / 50));
  for (let attempt = 0; callable.length > 1 && edges.length < calls && attempt < calls * 8; attempt += 1) {
    const caller = pick(random, callable.length - 1);
    if (callable[caller]!.type !== 'PROCESS_MODEL') continue;
    const start = random() < 0.1 ? Math.max(caller + 1, callable.length - hubs) : caller + 1;
    connect(caller, start + pick(random, callable.length - start));
  }
  const forward = edges.length;
  const cycles = forward === 0 ? 0 : Math.max(1, Math.floor(procedures.length / 500));
  for (let made = 0, attempt = 0; made < cycles && attempt < cycles * 50; attempt += 1) {
    const [caller, callee] = edges[pick(random, forward)]!;
    if (callable[callee]!.type !== 'PROCESS_MODEL') continue;
    connect(callee, caller);
    made += 1;
  }
}
