import { parse } from '@ts-graphviz/ast';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { cyclesReport } from '../report/cycles-report.js';
import { impactReport } from '../report/impact-report.js';
import { pathReport } from '../report/path-report.js';
import { graphPicture, type Picture, pictureOf } from '../report/picture.js';
import { treeReport } from '../report/tree-report.js';
import { draw, graphOf, nodeOf, subjectOf } from '../testing/draw.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import { formatPicture } from './index.js';

const IDS = ['a', 'b', 'c', 'gone', 'p', 'q'];

function picturesWith(text: string): readonly Picture[] {
  const details = Object.fromEntries(IDS.map((id) => [id, { name: text, url: text }]));
  const subject = subjectOf(buildGraph(draw('a -> b ~> c -> b; (gone) -> b; c -> c; p -> q -> p', details)));
  const at = (id: string) => nodeOf(subject.graph, id);
  return [
    graphPicture(subject),
    pictureOf(subject, impactReport(subject, [at('b')], { retire: true })),
    pictureOf(subject, cyclesReport(subject)),
    pictureOf(subject, pathReport(subject, at('a'), at('c'))),
    pictureOf(subject, pathReport(subject, at('c'), at('p'))),
    pictureOf(subject, treeReport(subject, at('a'))),
  ];
}

interface Parsed {
  readonly labels: readonly string[];
  readonly calls: number;
}

/** What a DOT parser that is not ours makes of it. */
function parseDot(dot: string): Parsed {
  const [graph, ...more] = parse(dot).children.filter(({ type }) => type === 'Graph');
  if (graph?.type !== 'Graph' || more.length > 0) throw new Error('Not one graph.');
  const labels = graph.children.flatMap((statement) =>
    statement.type === 'Node'
      ? statement.children.flatMap((child) =>
          child.type === 'Attribute' && child.key.value === 'label' ? [child.value] : [],
        )
      : [],
  );
  for (const { quoted } of labels) expect(quoted).toBe(true);
  return {
    labels: labels.map(({ value }) => value),
    calls: graph.children.filter(({ type }) => type === 'Edge').length,
  };
}

const NODE = /^ {2}n(\d+)\["((?:[^"#&<>\\`$*_~|{}[\]%:;=^@]|#quot;|#\d+;)+)"\]$/;
const CALL = /^ {2}n\d+ -\.?->(\|cut\|)? n\d+$/;
const STYLE = /^ {2}(?:classDef \w+ [\w:#, -]+|class n\d+(?:,n\d+)* \w+|linkStyle \d+(?:,\d+)* [\w:#, -]+)$/;

/** Reads our own lines back: nothing but nodes, calls and styles, and no markup in a label. */
function parseMermaid(mermaid: string): Parsed {
  const [head, ...lines] = mermaid.split('\n').slice(0, -1);
  expect(head).toBe('flowchart LR');
  for (const line of lines) {
    expect([NODE, CALL, STYLE].filter((kind) => kind.test(line))).toHaveLength(1);
  }
  const labels = lines.flatMap((line) => NODE.exec(line)?.[2] ?? []);
  return {
    labels: labels.map((label) =>
      label
        .replaceAll('#quot;', '"')
        .replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ),
    calls: lines.filter((line) => CALL.test(line)).length,
  };
}

function expectToHold(picture: Picture): void {
  const counts = { labels: picture.nodes.length, calls: picture.calls.length };
  const dot = parseDot(formatPicture(picture, 'dot'));
  expect({ labels: dot.labels.length, calls: dot.calls }).toEqual(counts);
  const mermaid = parseMermaid(formatPicture(picture, 'mermaid'));
  expect({ labels: mermaid.labels.length, calls: mermaid.calls }).toEqual(counts);
  for (const [position, { procedure }] of picture.nodes.entries()) {
    if (!/^[\u0020-\u007e\u00a0-\u00ff]+$/.test(procedure.name)) continue;
    expect(mermaid.labels[position]).toBe(`${procedure.name}${procedure.missing ? ' (missing)' : ''}`);
  }
  for (const format of ['dot', 'mermaid'] as const) {
    const output = formatPicture(picture, format);
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(output).not.toMatch(/\p{Surrogate}/u);
  }
}

describe('every picture is valid', () => {
  it.each(HOSTILE_NAMES)('with %s', (_, text) => {
    for (const picture of picturesWith(text)) expectToHold(picture);
  });

  it('with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        for (const picture of picturesWith(text)) expectToHold(picture);
      }),
      { numRuns: 100 },
    );
  });

  it('of an empty organisation', () => {
    const subject = subjectOf(buildGraph([]));
    expectToHold(graphPicture(subject));
    expectToHold(pictureOf(subject, cyclesReport(subject)));
  });
});

/** The calls as `caller callee`, with `~` for containment, `?` for ambiguous, `!` for a cut, and `[…]` round roles. */
function shown({ nodes, calls }: Picture): string {
  const label = (at: number) => nodes[at]!.procedure.id;
  const roles = nodes.flatMap(({ role }, at) => (role === null ? [] : [`[${role} ${label(at)}]`]));
  const steps = calls.map(
    ({ caller, callee, kinds, ambiguous, cut }) =>
      `${label(caller)} ${label(callee)}${kinds.includes('called_from') ? '' : '~'}${ambiguous ? '?' : ''}${cut ? '!' : ''}`,
  );
  return [...roles, ...steps].join(', ');
}

describe('a picture shows', () => {
  const subject = subjectOf(graphOf('x -> a ~> t -> b -> c; x -> b; x -> t; p -> q -> p; q -> a'));
  const at = (id: string) => nodeOf(subject.graph, id);

  it('the impact: calls of each side, none that passes the target by', () => {
    expect(shown(pictureOf(subject, impactReport(subject, [at('t')])))).toBe(
      '[target t], t b, a t~, x t, x a, q a, q p, p q, b c',
    );
  });

  it('the cycles: the calls within each, and the cuts', () => {
    expect(shown(pictureOf(subject, cyclesReport(subject)))).toBe('p q!, q p');
  });

  it('the path: the chain alone', () => {
    expect(shown(pictureOf(subject, pathReport(subject, at('a'), at('c'))))).toBe(
      '[target a], [mustPass t], [mustPass b], [target c], a t~, t b, b c',
    );
  });

  it('the paths: every chain listed', () => {
    const report = pathReport(subject, at('x'), at('c'), { maxChains: 2 });
    expect(shown(pictureOf(subject, report))).toBe(
      '[target x], [mustPass b], [target c], x b, x t, b c, t b',
    );
  });

  it('two ends that no chain joins', () => {
    expect(shown(pictureOf(subject, pathReport(subject, at('c'), at('a'))))).toBe('[target c], [target a]');
  });

  it.each([
    ['dependencies', '[target t], t b, b c'],
    ['dependents', '[target t], a t~, q a, q p, p q, x t, x a'],
  ] as const)('the tree of %s, from caller to callee', (direction, expected) => {
    expect(
      shown(pictureOf(subject, treeReport(subject, at('t'), { direction })))
        .split(', ')
        .sort(),
    ).toEqual(expected.split(', ').sort());
  });
});

it('styles containment, ambiguous calls, cuts, targets and missing procedures', () => {
  const graph = buildGraph([
    { id: 1, name: 'Twin', called_from: ['Gone'] },
    { id: 2, name: 'Twin' },
    { id: 3, name: 'Child', called_within: [{ id: 1 }], called_from: ['Twin'] },
    { id: 4, name: 'Self', called_from: [{ id: 4 }] },
    { id: 5, name: 'Inner', called_within: [{ id: 3 }] },
  ]);
  const subject = subjectOf(graph);
  expect(formatPicture(graphPicture(subject), 'mermaid')).toBe(
    `flowchart LR
  n0["Child"]
  n1["Gone (missing)"]
  n2["Inner"]
  n3["Self"]
  n4["Twin"]
  n5["Twin"]
  n0 --> n2
  n1 --> n4
  n3 --> n3
  n4 --> n0
  n5 -.-> n0
  classDef missing stroke-dasharray:4 3
  class n1 missing
  linkStyle 0 stroke-dasharray:8 4
`,
  );
  const dot = formatPicture(pictureOf(subject, impactReport(subject, [0])), 'dot');
  expect(dot).toContain('n0 [label="Twin", tooltip="id:1", fillcolor="#fde68a", penwidth=2];');
  expect(dot).toContain('style="rounded,filled,dashed"');
  expect(dot).toContain('[style=dashed];');
  expect(formatPicture(pictureOf(subject, cyclesReport(subject)), 'dot')).toContain(
    'n0 -> n0 [color="#b91c1c", fontcolor="#b91c1c", penwidth=3, label="cut"];',
  );
  expect(formatPicture(graphPicture(subject), 'dot')).toContain('[style=dotted];');
});

it.each([
  'Redirection  LR',
  'direction TB',
  'Change direction\u00a0RL, x',
  'direction\u2003BT',
  'direction TD',
])('writes no line that Mermaid takes for a direction, whatever stands before it: %s', (name) => {
  const picture = graphPicture(subjectOf(buildGraph([{ id: 1, name }])));
  const mermaid = formatPicture(picture, 'mermaid');
  // As the lexer of Mermaid 11 has it.
  expect(mermaid).not.toMatch(/direction\s+(?:TB|BT|RL|LR|TD)/);
  expect(mermaid.replaceAll('#100;', 'd')).toContain(`n0["${name}"]`);
});

it('keeps apart in a name with what Mermaid marks its entities inside', () => {
  const picture = graphPicture(subjectOf(buildGraph([{ id: 1, name: 'ﬂ°°60¶ß ﬂ° ﬂ ° ¶ ß' }])));
  expect(formatPicture(picture, 'mermaid')).toContain('n0["ﬂ\u2060°°60¶\u2060ß ﬂ\u2060° ﬂ ° ¶ ß"]');
});

it('says in Mermaid what was added, changed and removed', () => {
  const { graph } = subjectOf(buildGraph(draw('a -> b -> c')));
  const procedures = graphPicture(subjectOf(graph)).nodes;
  const attributes = { kinds: ['called_from'], ambiguous: false, cut: false } as const;
  expect(
    formatPicture(
      {
        nodes: [
          { ...procedures[0]!, change: 'changed' },
          { ...procedures[1]!, change: 'added' },
          { ...procedures[2]!, change: 'removed' },
        ],
        calls: [
          { caller: 0, callee: 1, ...attributes, change: 'added' },
          { caller: 0, callee: 2, ...attributes, change: 'removed' },
        ],
      },
      'mermaid',
    ),
  ).toBe(`flowchart LR
  n0["a (changed)"]
  n1["b (added)"]
  n2["c (removed)"]
  n0 -->|added| n1
  n0 -->|removed| n2
  classDef added stroke:#15803d,stroke-width:2px
  class n1 added
  classDef changed stroke:#7e22ce,stroke-width:2px
  class n0 changed
  classDef removed stroke:#b91c1c,stroke-dasharray:4 3
  class n2 removed
  linkStyle 0 stroke:#15803d,stroke-width:2px
  linkStyle 1 stroke:#b91c1c,stroke-dasharray:3 5
`);
});
