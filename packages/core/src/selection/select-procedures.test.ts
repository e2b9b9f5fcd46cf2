import { describe, expect, it } from 'vitest';
import { graphOf, idsOf } from '../testing/draw.js';
import { type SelectOptions, selectProcedures } from './select-procedures.js';

const GRAPH = graphOf('sell -> quote ~> price; sell -> ship; (old) -> quote; pay; audit', {
  sell: {
    name: 'Sales Pipeline',
    type: 'PROCESS_MODEL',
    status: 'PUBLISHED',
    owner: 'Smith, Jane',
    lanes: [{ name: 'Sales', nestedLanes: ['Inside Sales'] }, 'Legal'],
  },
  quote: {
    name: 'Quotation',
    type: 'SUBPROCESS',
    status: 'published',
    owner: { job_title: 'Clerk' },
    lanes: ['Sales'],
  },
  price: {
    name: 'Calculate Price',
    type: 'TASK',
    status: 'DRAFT',
    owner: 'Clerk',
    performer: ['Ann', 'Bob'],
  },
  ship: { name: 'Ship (Goods)', type: 'TASK', status: 'EDITED', owner: null, lanes: ['Warehouse', 'Legal'] },
  pay: { name: 'Payment \u00dcberweisung', type: 'PROCESS_MODEL', owner: 'CFO', lanes: ['Finance'] },
  audit: { name: 'Audit.x', status: 'DRAFT', owner: 'CFO' },
});

/** The ids selected, in their order. */
function select(selectors: string | readonly string[], options?: SelectOptions): string {
  const list = typeof selectors === 'string' ? [selectors] : selectors;
  return idsOf(GRAPH, selectProcedures(GRAPH, list, options)).join(' ');
}

describe('selecting by field', () => {
  it.each([
    ['id:pay', 'pay'],
    ['id:p*', 'price pay'],
    ['name:quotation', 'quote'],
    ['name:*price*', 'price'],
    ['name:"  SALES   pipeline "', 'sell'],
    ['owner:clerk', 'price quote'],
    ['owner:"smith, jane"', 'sell'],
    ['performer:bob', 'price'],
    ['lane:sales', 'quote sell'],
    ['lane:*sales', 'quote sell'],
    ['lane:"inside sales"', 'sell'],
    ['status:published', 'quote sell'],
    ['status:Draft', 'audit price'],
    ['type:process_model', 'pay sell'],
  ])('%s', (selector, ids) => {
    expect(select(selector)).toBe(ids);
  });

  it('normalises names and values alike', () => {
    expect(select('name:"payment u\u0308BERWEISUNG"')).toBe('pay');
  });

  it('knows the globs * and ?, everything else being itself', () => {
    expect(select('name:Audit?x')).toBe('audit');
    expect(select('name:Audit.?')).toBe('audit');
    expect(select('name:Audit.?x')).toBe('');
    expect(select('name:Au.it*')).toBe('');
    expect(select('name:Ship (Goods)')).toBe('ship');
    expect(select('name:Qu*n')).toBe('quote');
    expect(select('name:uotation')).toBe('');
    expect(select('name:*')).toBe('audit price pay quote sell ship missing:old');
  });

  it('matches any one character, also one of two code units', () => {
    const graph = graphOf('a', { a: { name: 'x😀y' } });
    expect(selectProcedures(graph, ['name:x?y'])).toEqual([0]);
  });

  it('may ask for what has no value', () => {
    expect(select('owner:"",type:*')).toBe('ship missing:old');
    expect(select('lane:""')).toBe('audit price missing:old');
  });

  it('selects nothing where nothing matches', () => {
    expect(select('owner:nobody')).toBe('');
    expect(select('id:nothing')).toBe('');
  });
});

describe('combining', () => {
  it('wants every term of a selector to hold', () => {
    expect(select('lane:sales,type:SUBPROCESS')).toBe('quote');
    expect(select('lane:sales,status:draft')).toBe('');
  });

  it('takes several selectors for a union', () => {
    expect(select(['lane:sales', 'status:draft', 'lane:Sales'])).toBe('audit price quote sell');
  });

  it('subtracts what is excluded', () => {
    expect(select('lane:*', { exclude: ['lane:sales', 'id:ship'] })).toBe('audit price pay missing:old');
    expect(select([], { exclude: ['type:*'] })).toBe('');
  });

  it('selects everything without a selector, by name then id, missing procedures included', () => {
    expect(select([])).toBe('audit price pay quote sell ship missing:old');
  });
});

describe('a bare procedure', () => {
  it('is found as everywhere: by id, name, part of a name', () => {
    expect(select('pay')).toBe('pay');
    expect(select('quotation')).toBe('quote');
    expect(select('pipeline')).toBe('sell');
    expect(select('missing:old')).toBe('missing:old');
  });

  it('is an error when it is unknown or ambiguous', () => {
    expect(() => select('nonesuch')).toThrow(expect.objectContaining({ code: 'unknown-procedure' }));
    expect(() => select('p')).toThrow(expect.objectContaining({ code: 'ambiguous-procedure' }));
  });
});

describe('reach', () => {
  it.each([
    ['+quote', 'quote sell missing:old'],
    ['quote+', 'price quote'],
    ['sell+', 'price quote sell ship'],
    ['sell+1', 'quote sell ship'],
    ['1+price', 'price quote'],
    ['2+price', 'price quote sell missing:old'],
    ['1+quote+1', 'price quote sell missing:old'],
    ['+owner:clerk,type:*', 'price quote sell missing:old'],
    ['0+quote+0', 'quote'],
    ['+"Calculate Price"', 'price quote sell missing:old'],
  ])('%s', (selector, ids) => {
    expect(select(selector)).toBe(ids);
  });

  it('is taken before terms are joined', () => {
    expect(select('sell+,type:TASK')).toBe('price ship');
  });

  it('ends on a ring', () => {
    const ring = graphOf('a -> b -> c -> a');
    expect(idsOf(ring, selectProcedures(ring, ['a+']))).toEqual(['a', 'b', 'c']);
  });
});
