import {
  cyclesReport,
  findProcedure,
  impactReport,
  listReport,
  orphansReport,
  pathReport,
  statsReport,
  treeReport,
} from '@klarify-graph/core';
import type { Report } from '@klarify-graph/core/format';
import * as v from 'valibot';
import { checkSubject, incompleteness } from '../check/check-subject.js';
import { baselineFor } from '../config/baseline-file.js';
import type { CommonOptions } from '../options.js';
import type { Session } from '../session.js';
import type { Asked } from './subject-source.js';

/** A question that an assistant can ask; the answer is the document that the command of that name writes as JSON. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: v.StrictObjectSchema<v.ObjectEntries, undefined>;
  readonly answer: (
    input: unknown,
    asked: Asked,
    session: Session<CommonOptions>,
  ) => Report | Promise<Report>;
}

function tool<const Entries extends v.ObjectEntries>(definition: {
  readonly name: string;
  readonly description: string;
  readonly input: Entries;
  readonly answer: (
    input: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    asked: Asked,
    session: Session<CommonOptions>,
  ) => Report | Promise<Report>;
}): Tool {
  const input = v.strictObject(definition.input);
  return {
    ...definition,
    input,
    answer: (given, asked, session) => definition.answer(v.parse(input, given), asked, session),
  };
}

const ProcedureName = v.pipe(
  v.string(),
  v.description('an id (id:123 forces it), a name, or a part that only one name has'),
);
const Depth = v.optional(
  v.pipe(v.number(), v.integer(), v.minValue(1), v.description('at most so many calls away')),
);
const Selectors = v.optional(
  v.pipe(
    v.array(v.string()),
    v.description(
      'several are a union; terms joined by a comma must all hold: id:, name:, owner:, performer:, lane:, status: or type: with a value in which * and ? stand for any text and character, such as name:*credit*,lane:Sales; +x adds all that leads to x, x+ all that x leads to',
    ),
  ),
  [],
);

export const TOOLS: readonly Tool[] = [
  tool({
    name: 'list',
    description:
      'Finds procedures by selectors, such as name:*credit* or type:TASK,lane:Sales. Without any it lists all; ask for few where there are many.',
    input: { selectors: Selectors, exclude: Selectors },
    answer: ({ selectors, exclude }, { subject }) => listReport(subject, selectors, { exclude }),
  }),
  tool({
    name: 'impact',
    description:
      'Who is affected when procedures change (dependents: callers and parents, transitively), and what they rest on (dependencies), by distance, with owners and lanes to notify.',
    input: {
      procedures: v.pipe(v.array(ProcedureName), v.minLength(1)),
      direction: v.optional(v.picklist(['dependents', 'dependencies', 'both']), 'both'),
      depth: Depth,
      retire: v.optional(
        v.pipe(v.boolean(), v.description('say as well what retiring them leaves behind')),
        false,
      ),
    },
    answer: ({ procedures, direction, depth, retire }, { subject, entryPoints }) =>
      impactReport(
        subject,
        procedures.map((name) => findProcedure(subject.graph, name)),
        { direction, ...(depth !== undefined && { depth }), ...(retire && { retire, entryPoints }) },
      ),
  }),
  tool({
    name: 'cycles',
    description:
      'Every cycle: procedures that call each other in a circle, a shortest loop, the calls to cut.',
    input: {},
    answer: (_, { subject }) => cyclesReport(subject),
  }),
  tool({
    name: 'orphans',
    description: 'Every procedure that nothing leads to, with the reason: isolated, uncalled or unreachable.',
    input: {},
    answer: (_, { subject, entryPoints }) => orphansReport(subject, { entryPoints }),
  }),
  tool({
    name: 'path',
    description:
      'The shortest chain of calls from one procedure to another, and the procedures that every chain must pass.',
    input: {
      from: ProcedureName,
      to: ProcedureName,
      maxChains: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1),
          v.description('list the chains as well, so many at most'),
        ),
      ),
    },
    answer: ({ from, to, maxChains }, { subject }) =>
      pathReport(subject, findProcedure(subject.graph, from), findProcedure(subject.graph, to), {
        maxChains,
      }),
  }),
  tool({
    name: 'tree',
    description: 'What a procedure leads to, or what leads to it, as a tree.',
    input: {
      procedure: ProcedureName,
      direction: v.optional(v.picklist(['dependencies', 'dependents']), 'dependencies'),
      depth: Depth,
    },
    answer: ({ procedure, direction, depth }, { subject }) =>
      treeReport(subject, findProcedure(subject.graph, procedure), {
        direction,
        ...(depth !== undefined && { depth }),
      }),
  }),
  tool({
    name: 'stats',
    description: 'The figures of the whole organisation, and the procedures on which most others rest.',
    input: { top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 10) },
    answer: ({ top }, { subject, entryPoints }) => statsReport(subject, { entryPoints, top }),
  }),
  tool({
    name: 'check',
    description: 'What breaks the configured rules; violations that the baseline lists are marked known.',
    input: {},
    answer: async (_, { loaded, full }, { options, terminal }) => {
      const incomplete = incompleteness(full, undefined);
      if (incomplete !== undefined) throw incomplete;
      const { entries: baseline } = await baselineFor(options, loaded);
      const run = { loaded, options, terminal, now: Date.now() };
      return checkSubject(run, { subject: full, earlier: undefined, baseline }).document;
    },
  }),
];
