import { expect, test } from 'vitest';
import { NO_FILTER, toggleKind, toggleValue, valueKey } from './filter.js';
import { formatPlace, type Place, parsePlace, type Route, START } from './route.js';

const IDS = [
  '12',
  '__proto__',
  '',
  'a/b',
  '../..',
  '%',
  '%u0041',
  '#?&=',
  'missing:Old Portal',
  '<x>',
  'lone\ud800',
  '🚀',
];

const hashOf = (route: Route) => formatPlace({ route, filter: NO_FILTER });
const routeOf = (hash: string) => parsePlace(hash).route;

test.each(IDS)('the address of the procedure %j leads back to it', (id) => {
  for (const route of [
    { view: 'focus', id, steps: 3 },
    { view: 'impact', ids: [id, 'other'], mode: 'retire', by: 'lane' },
    { view: 'path', from: 'other', to: id },
    { view: 'outline', id, direction: 'dependents' },
  ] as const) {
    expect(routeOf(hashOf(route))).toEqual(route);
  }
});

test.each([null, 'none', '', 'Sales/North', 'is=x', 'lane?as=matrix'])(
  'the address of the group %j leads back to it',
  (group) => {
    for (const route of [
      { view: 'overview', grouping: 'owner', group },
      { view: 'overview', grouping: 'root', calls: group },
      { view: 'overview', grouping: 'community', matrix: true, calls: 'other', to: group },
    ] as const satisfies readonly Route[]) {
      expect(routeOf(hashOf(route))).toEqual(route);
    }
  },
);

test.each([null, 'none', '', 'A&B=C', 'is=x', '50 %', 'lone\ud800'])(
  'a filter by the owner %j stays in the address',
  (owner) => {
    const filter = toggleKind(toggleValue(NO_FILTER, 'owner', valueKey(owner)), 'containment');
    const place: Place = {
      route: { view: 'table', sort: '-name' },
      filter: { ...filter, text: 'Übergabe & #1' },
    };
    expect(parsePlace(formatPlace(place))).toEqual(place);
  },
);

test('a value and a kind that are toggled twice are as before', () => {
  const once = toggleValue(NO_FILTER, 'status', 'is=Draft');
  expect(toggleValue(once, 'status', 'is=Draft')).toEqual(NO_FILTER);
  expect(toggleKind(toggleKind(NO_FILTER, 'call'), 'call')).toEqual(NO_FILTER);
});

test('the plain views', () => {
  for (const hash of [
    '#/overview',
    '#/cycles',
    '#/orphans',
    '#/missing',
    '#/ambiguous',
    '#/changes',
    '#/table',
    '#/outline',
    '#/path',
    '#/impact',
    '#/overview/status',
    '#/overview?as=matrix',
    '#/cycles/7',
    '#/focus/7?steps=2',
    '#/focus/7?steps=2&more=callers-1-24&more=callees-2-240',
  ]) {
    expect(formatPlace(parsePlace(hash))).toBe(hash);
  }
});

test.each(['callers-1-0', 'callers-1-241', 'callers-0-9', 'sides-1-9', 'callers-1'])(
  'a column cannot be expanded by %j',
  (more) => {
    expect(routeOf(`#/focus/7?more=${more}`)).toEqual({ view: 'focus', id: '7' });
  },
);

test.each([
  '',
  '#',
  '#/nonsense',
  '#/focus/%E0%A4%A',
  '#/overview/colour',
  '#/overview?as=x&without=x&=&text',
])('%j leads to the start', (hash) => {
  expect(parsePlace(hash)).toEqual({ route: START, filter: NO_FILTER });
});
