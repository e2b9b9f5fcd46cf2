import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { parseSelector, SELECTOR_FIELDS, type SelectorTerm } from './parse-selector.js';

const plain = { callers: 0, callees: 0 };
const ALL = Number.POSITIVE_INFINITY;

function term(text: string): SelectorTerm {
  const terms = parseSelector(text);
  expect(terms).toHaveLength(1);
  return terms[0]!;
}

describe('a term', () => {
  it.each(SELECTOR_FIELDS)('may name the field %s', (field) => {
    expect(term(`${field}:Value`)).toEqual({ field, value: 'Value', ...plain });
  });

  it('is a bare procedure without a field', () => {
    expect(term('Credit Check')).toEqual({ field: null, value: 'Credit Check', ...plain });
    expect(term('Step 1: Check')).toEqual({ field: null, value: 'Step 1: Check', ...plain });
  });

  it('may hold colons in its value', () => {
    expect(term('name:Step 1: Check')).toMatchObject({ field: 'name', value: 'Step 1: Check' });
  });

  it('may stand in quotation marks, in whole or in its value', () => {
    expect(term('"Credit, Check"')).toEqual({ field: null, value: 'Credit, Check', ...plain });
    expect(term('owner:"Smith, Jane"')).toEqual({ field: 'owner', value: 'Smith, Jane', ...plain });
    expect(term('"name:x"')).toEqual({ field: null, value: 'name:x', ...plain });
    expect(term('"C++"')).toEqual({ field: null, value: 'C++', ...plain });
  });

  it.each([
    ['Step "Check"', 'Step "Check"'],
    ['5" pipe', '5" pipe'],
    ['"Step ""Check"""', 'Step "Check"'],
    ['"""Check"", then go"', '"Check", then go'],
    ['""', ''],
  ])('holds a quotation mark, alone or doubled in quotation: %s', (text, value) => {
    expect(term(text)).toEqual({ field: null, value, ...plain });
    expect(term(`name:${text}`)).toEqual({ field: 'name', value, ...plain });
  });

  it('may be quoted in part, around a comma or from its begin', () => {
    expect(term('owner:Smith", "Jane')).toMatchObject({ value: 'Smith, Jane' });
    expect(term('name:"Credit, "*')).toMatchObject({ value: 'Credit, *' });
    expect(term('name:*", "*+2')).toMatchObject({ value: '*, *', callees: 2 });
    expect(parseSelector('5" pipe,lane:Sales')).toMatchObject([{ value: '5" pipe' }, { value: 'Sales' }]);
  });

  it('gives any text back that is quoted, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const quoted = `"${value.replaceAll('"', '""')}"`;
        expect(parseSelector(`2+${quoted}+1, name:${quoted} ,id:${quoted}+`)).toEqual([
          { field: null, value, callers: 2, callees: 1 },
          { field: 'name', value, ...plain },
          { field: 'id', value, callers: 0, callees: ALL },
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('may ask for what has no value', () => {
    expect(term('owner:""')).toEqual({ field: 'owner', value: '', ...plain });
  });
});

describe('terms', () => {
  it('are joined by commas outside quotation marks', () => {
    expect(parseSelector('type:TASK, "a, b" ,lane:Sales')).toEqual([
      { field: 'type', value: 'TASK', ...plain },
      { field: null, value: 'a, b', ...plain },
      { field: 'lane', value: 'Sales', ...plain },
    ]);
  });
});

describe('reach', () => {
  it.each([
    ['+x', { callers: ALL, callees: 0 }],
    ['x+', { callers: 0, callees: ALL }],
    ['+x+', { callers: ALL, callees: ALL }],
    ['2+x+1', { callers: 2, callees: 1 }],
    ['2+x', { callers: 2, callees: 0 }],
    ['x+10', { callers: 0, callees: 10 }],
    ['+x+3', { callers: ALL, callees: 3 }],
  ])('%s', (text, reach) => {
    expect(term(text)).toEqual({ field: null, value: 'x', ...reach });
  });

  it('goes with fields and quotation marks', () => {
    expect(term('2+id:12+1')).toEqual({ field: 'id', value: '12', callers: 2, callees: 1 });
    expect(term('+"a, b"+')).toEqual({ field: null, value: 'a, b', callers: ALL, callees: ALL });
    expect(term('lane:"A+B"+1')).toEqual({ field: 'lane', value: 'A+B', callers: 0, callees: 1 });
  });
});

describe('a wrong selector', () => {
  it.each([
    ['', 0],
    ['   ', 0],
    [',a', 0],
    ['a,', 2],
    ['a,,b', 2],
    ['owner:', 6],
    ['a,owner:,b', 8],
    ['a,  owner: ,b', 10],
    ['a,"b', 2],
    ['name:"x" , "y', 11],
    ['+', 1],
    ['a, 2+ ', 5],
    ['+"x', 1],
    ['lane:"x,type:TASK', 5],
    ['owner:+1', 6],
    ['a,"""', 2],
  ])('%j points at the character', (text, at) => {
    const parse = () => parseSelector(text);
    expect(parse).toThrow(KlarifyGraphError);
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid-selector' }));
    expect(parse).toThrow(`at character ${at + 1}:`);
    expect(parse).toThrow(`\n  ${text}\n  ${' '.repeat(at)}^`);
  });

  it('is told of in no other way', () => {
    const pieces = fc.constantFrom('"', ',', '+', '2', 'name:', 'x', ' ', '\u0000', '*');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          for (const { field, value } of parseSelector(text)) {
            expect(field === null || field === 'name').toBe(true);
            expect(typeof value).toBe('string');
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-selector' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
