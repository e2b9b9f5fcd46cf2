/** A record in dialect B, as little of it as a test needs. */
export interface RecordOptions {
  readonly type?: string;
  readonly owner?: string | null;
  readonly lanes?: readonly string[];
  readonly url?: string;
  readonly callers?: readonly (string | number)[];
  readonly within?: readonly (string | number)[];
}

/** A record whose callers are ids (numbers) or names (texts). */
export function record(id: string | number, name: string, options: RecordOptions = {}): unknown {
  const {
    type = 'TASK',
    owner = 'Operations Lead',
    lanes = ['Operations'],
    callers = [],
    within = [],
  } = options;
  const reference = (caller: string | number) =>
    typeof caller === 'number' ? { id: caller, name: '' } : caller;
  return {
    id,
    name,
    type,
    status: 'PUBLISHED',
    owner: owner === null ? null : { job_title: owner },
    lanes: lanes.map((lane, index) => ({ id: `lane${index}`, name: lane, nestedLanes: [] })),
    url: options.url ?? `https://example.klarify.biz/document/${id}`,
    updated_at: '2026-09-16T08:00:00Z',
    called_from: callers.map(reference),
    called_within: within.map(reference),
  };
}

/**
 *     Order to Cash ─▶ Take Order ┄▶ Check Credit ─▶ Approve Credit ─▶ Check Credit (a cycle)
 *                └──▶ Ship Order ◀── (missing) Old Portal
 *     Forgotten Task (isolated)
 */
export const SMALL_ORGANISATION: readonly unknown[] = [
  record(1, 'Order to Cash', { type: 'PROCESS_MODEL', owner: 'Sales Director', lanes: ['Sales'] }),
  record(2, 'Take Order', { callers: [1], owner: 'Order Desk', lanes: ['Sales'] }),
  record(3, 'Check Credit', { within: [2], callers: [4], owner: 'Credit Manager', lanes: ['Finance'] }),
  record(4, 'Approve Credit', { callers: [3], owner: 'Finance Director', lanes: ['Finance'] }),
  record(5, 'Ship Order', { callers: [1, 'Old Portal'], owner: 'Warehouse Lead', lanes: ['Logistics'] }),
  record(6, 'Forgotten Task', { owner: null, lanes: [] }),
];

/** Names, ids and addresses that want to be code. */
export const HOSTILE_NAMES = {
  script: '<script>window.pwned = 1; alert(1)</script>',
  closing: '</script><img src=x onerror="window.pwned = 2">',
  comment: '<!--<script>',
  rightToLeft: '\u202e\u05e9\u05dc\u05d5\u05dd kcatta',
  emoji: '👩‍👩‍👧‍👦 Onboarding 🚀',
  lineSeparator: 'before\u2028after',
} as const;

export const HOSTILE_ORGANISATION: readonly unknown[] = [
  record('__proto__', HOSTILE_NAMES.script, { type: 'PROCESS_MODEL', url: 'javascript:alert(1)' }),
  record('constructor', HOSTILE_NAMES.closing, { callers: [HOSTILE_NAMES.script], lanes: ['<b>lane</b>'] }),
  record('../a/b?c#d%', HOSTILE_NAMES.comment, {
    callers: [HOSTILE_NAMES.closing],
    owner: '"><svg onload=alert(2)>',
  }),
  record('lone\ud800', HOSTILE_NAMES.rightToLeft, { callers: [HOSTILE_NAMES.script] }),
  record('emoji', HOSTILE_NAMES.emoji, {
    callers: [HOSTILE_NAMES.script],
    url: 'data:text/html,<script>1</script>',
  }),
  record('line', HOSTILE_NAMES.lineSeparator, {
    callers: [HOSTILE_NAMES.emoji, '</title><script>alert(3)</script>'],
  }),
  record('zero', '\u200b', { callers: [HOSTILE_NAMES.script] }),
];

/** An organisation of any size: layers of procedures, three calls for each, one hub, a few loops. Always the same. */
export function largeOrganisation(size: number): readonly unknown[] {
  const next = randomNumbers(7);
  const areas = ['Sales', 'Finance', 'Logistics', 'Production', 'Human Resources', 'IT', 'Quality', 'Legal'];
  return Array.from({ length: size }, (_, index) => {
    const callers = index === 0 ? [] : [1, 2, 3].map(() => 1 + Math.floor(next() * index));
    if (index % 40 === 1) callers.push(1);
    if (index % 997 === 10) callers.push(index + 30);
    return record(index + 1, `${areas[index % areas.length]} procedure ${index + 1}`, {
      type: index < size / 50 ? 'PROCESS_MODEL' : index % 3 === 0 ? 'SUBPROCESS' : 'TASK',
      owner: `Owner ${index % 211}`,
      lanes: [`${areas[index % areas.length]} team ${index % 23}`],
      callers,
    });
  });
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
