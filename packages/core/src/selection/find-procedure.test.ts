import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { buildGraph } from '../graph/build-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { idOf } from '../testing/draw.js';
import { findProcedure } from './find-procedure.js';

function find(graph: ProcedureGraph, text: string): string {
  return idOf(graph, findProcedure(graph, text));
}

function errorOf(graph: ProcedureGraph, text: string): KlarifyGraphError {
  try {
    findProcedure(graph, text);
  } catch (error) {
    if (error instanceof KlarifyGraphError) return error;
    throw error;
  }
  throw new Error(`"${text}" was found.`);
}

describe('a procedure is found', () => {
  it('by id, before a name', () => {
    const graph = buildGraph([
      { id: 1, name: '2' },
      { id: 2, name: '1' },
    ]);
    expect(find(graph, '1')).toBe('1');
  });

  it('by "id:" and the id, before anything else', () => {
    const graph = buildGraph([
      { id: 'id:7', name: 'x' },
      { id: 7, name: 'y' },
      { id: 8, name: 'id:7' },
    ]);
    expect(find(graph, 'id:7')).toBe('7');
    expect(find(graph, 'id:id:7')).toBe('id:7');
    expect(errorOf(graph, 'id:y').code).toBe('unknown-procedure');
  });

  it('by exact name, before a normalised one', () => {
    const graph = buildGraph([
      { id: 1, name: 'review' },
      { id: 2, name: 'Review' },
      { id: 3, name: 'Review 2' },
    ]);
    expect(find(graph, 'Review')).toBe('2');
  });

  it('by normalised name, before a part of one', () => {
    const graph = buildGraph([
      { id: 1, name: 'Credit  Review' },
      { id: 2, name: 'Credit Review (old)' },
    ]);
    expect(find(graph, ' credit review')).toBe('1');
  });

  it('by a part of a normalised name that only one has', () => {
    const graph = buildGraph([
      { id: 1, name: 'Pr\u00fcfung  der STRASSE' },
      { id: 2, name: 'Other' },
    ]);
    expect(find(graph, 'pru\u0308fung der stra\u00dfe')).toBe('1');
    expect(find(graph, 'fung DER')).toBe('1');
  });

  it('when it is missing, by its id and by its name', () => {
    const graph = buildGraph([{ id: 1, name: 'One', called_from: ['Old Process'] }]);
    expect(find(graph, 'missing:Old Process')).toBe('missing:Old Process');
    expect(find(graph, 'old process')).toBe('missing:Old Process');
  });

  it.each(['__proto__', 'constructor', 'a\u200bb', 'שלום'])('by the hostile id or name %j', (text) => {
    expect(find(buildGraph([{ id: text }, { id: 'x', name: 'X' }]), text)).toBe(text);
    expect(
      find(
        buildGraph([
          { id: 'y', name: text },
          { id: 'x', name: 'X' },
        ]),
        text,
      ),
    ).toBe('y');
  });
});

describe('several candidates', () => {
  const twins = buildGraph([
    { id: 30, name: 'Review', owner: 'Zoe', url: 'https://a.example/30' },
    { id: 4, name: 'Review', owner: null },
    { id: 5, name: 'Reviewing' },
  ]);

  it('are an error that lists the id, owner and url of each', () => {
    const { code, message } = errorOf(twins, 'Review');
    expect(code).toBe('ambiguous-procedure');
    expect(message.split('\n')).toEqual([
      '"Review" could be any of 2 procedures; name one by its id:',
      '  id:30  Review  (owner: Zoe, https://a.example/30)',
      '  id:4  Review  (owner: none)',
    ]);
  });

  it('are not decided by a later stage', () => {
    expect(errorOf(twins, 'REVIEW').message).toContain('any of 2');
    expect(errorOf(twins, 'evie').message).toContain('any of 3');
  });

  it('are listed each and every one, however many', () => {
    const many = buildGraph(Array.from({ length: 25 }, (_, id) => ({ id: `n${id}`, name: 'Review' })));
    const { message } = errorOf(many, 'Review');
    for (let id = 0; id < 25; id++) expect(message).toContain(`id:n${id} `);
  });

  it('show control characters in their names as \\xNN', () => {
    const graph = buildGraph([
      { id: 1, name: 'Re\u001b[31mview\n  id:666' },
      { id: 2, name: 'Re\u001b[31mview\n  id:666' },
    ]);
    const { message } = errorOf(graph, 'view');
    expect(message).toContain('Re\\x1B[31mview\\x0A  id:666');
    expect(message).not.toContain('\u001b');
  });
});

describe('an unknown procedure', () => {
  const names = [
    'Invoice Approval',
    'Invoice Approvals',
    'Invoice Approver',
    'Invoice Aproval',
    'Invoice',
    'Invoice A',
    'Invoice Removal',
    'Tax',
  ];
  const graph = buildGraph(names.map((name, index) => ({ id: index + 100, name })));
  const suggestionsOf = (text: string) => errorOf(graph, text).message.split('\n').slice(1);

  it('is an error with up to five suggestions, the nearest first', () => {
    expect(errorOf(graph, 'Invoice Aprovel').code).toBe('unknown-procedure');
    const suggestions = suggestionsOf('Invoice Aprovel');
    expect(suggestions).toHaveLength(5);
    expect(suggestions[0]).toBe('  Invoice Aproval  (id:103)');
  });

  it('suggests names that share a word', () => {
    expect(suggestionsOf('taxes and tax returns')).toEqual(['  Tax  (id:107)']);
  });

  it('suggests ids for an id that is nearly right', () => {
    expect(suggestionsOf('id:1070')).toContain('  Tax  (id:107)');
  });

  it('suggests nothing that has nothing in common, and says how to go on', () => {
    const { message } = errorOf(graph, 'zzzzzzzzzzzz');
    expect(message).not.toContain('Did you mean');
    expect(message).toContain('klarify-graph list');
  });

  it('is everything in an empty organisation, and the empty text', () => {
    expect(errorOf(buildGraph([]), 'x').code).toBe('unknown-procedure');
    expect(errorOf(graph, '').code).toBe('unknown-procedure');
  });
});
