import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route, START } from './route.js';

const IDS = [
  '12',
  '__proto__',
  '',
  'a/b',
  '../..',
  '%',
  '%u0041',
  '#?&',
  'missing:Old Portal',
  '<x>',
  'lone\ud800',
  '🚀',
];

test.each(IDS)('the address of the procedure %j leads back to it', (id) => {
  const route: Route = { view: 'focus', id };
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

test.each([null, 'none', '', 'Sales/North', 'is=x'])(
  'the address of the group %j leads back to it',
  (group) => {
    const route: Route = { view: 'overview', grouping: 'owner', group };
    expect(parseRoute(formatRoute(route))).toEqual(route);
  },
);

test('the plain views', () => {
  for (const hash of [
    '#/overview',
    '#/cycles',
    '#/orphans',
    '#/missing',
    '#/overview/status',
    '#/cycles/7',
  ]) {
    expect(formatRoute(parseRoute(hash))).toBe(hash);
  }
});

test.each(['', '#', '#/nonsense', '#/focus/%E0%A4%A', '#/overview/colour'])(
  '%j leads to the start',
  (hash) => {
    expect(parseRoute(hash)).toEqual(START);
  },
);
