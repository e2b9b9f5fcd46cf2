import { expect, test } from 'vitest';
import { formatRows } from './csv.js';

test.each(['=1', '+1', '-1', '@A1', '\t1', '\uff1d1', '\uff0b1', '\uff0d1', '\uff20A1'])(
  '%j is no formula in what the page saves, as in what the command line writes',
  (text) => {
    expect(formatRows([[text, 1]])).toBe(`'${text},1\n`);
  },
);

test('cells are quoted where they must be; numbers and truths are no formulas', () => {
  expect(formatRows([['a,b', 'say "x"', 'two\nlines', -1, true, null, '\ud800']])).toBe(
    '"a,b","say ""x""","two\nlines",-1,true,,\ufffd\n',
  );
});
