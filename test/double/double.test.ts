import { afterEach, describe, expect, it } from 'vitest';
import {
  type DoubleOptions,
  generateOrganisation,
  type KlarifyDouble,
  startDouble,
  toRecords,
} from './index.js';

interface Page {
  data: Record<string, unknown>[];
  hasNext: boolean;
  totalCount?: number;
}

const open: KlarifyDouble[] = [];

async function start(options: DoubleOptions): Promise<KlarifyDouble> {
  const double = await startDouble(options);
  open.push(double);
  return double;
}

function ask(double: KlarifyDouble, query: Record<string, string> = {}): Promise<Response> {
  return fetch(`${double.url}?${new URLSearchParams({ access_key: double.accessKey, ...query })}`);
}

async function page(double: KlarifyDouble, query: Record<string, string> = {}): Promise<Page> {
  const response = await ask(double, query);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return (await response.json()) as Page;
}

async function everything(double: KlarifyDouble, query: Record<string, string> = {}): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let number = 0; ; number += 1) {
    const { data, hasNext } = await page(double, { ...query, page: String(number) });
    items.push(...data);
    if (!hasNext) return items;
  }
}

const names = (records: Record<string, unknown>[]) => records.map((record) => record['name']);

const small = (): NonNullable<DoubleOptions['organisation']> => [
  {
    id: 12345,
    name: 'Customer Onboarding Process',
    type: 'PROCESS_MODEL',
    owner: { id: 678, job_title: 'Customer Success Manager' },
    performers: ['Customer Service Team'],
    lanes: ['Customer Service', 'Account Management', 'Legal'],
    calledFrom: [12100, 999],
    updatedAt: '2024-01-15T14:30:00Z',
    firstPublishedAt: '2024-01-10T09:00:00Z',
  },
  {
    id: 12100,
    name: 'Sales Pipeline',
    status: 'EDITED',
    owner: null,
    calledWithin: [' Raw  Name '],
    updatedAt: '2024-01-12T11:00:00Z',
  },
  { id: 7, name: 'Archive', status: 'DRAFT', updatedAt: '2024-01-14T11:00:00+02:00' },
];

afterEach(async () => {
  await Promise.all(open.splice(0).map((double) => double.close()));
});

describe('the documented errors', () => {
  it('answers 500 when access_key is not included and 404 when it is wrong', async () => {
    const double = await start({ organisation: small() });
    for (const [url, status] of [
      [double.url, 500],
      [`${double.url}?access_key=`, 500],
      [`${double.url}?access_key=other`, 404],
      [`${double.origin}/elsewhere?access_key=${double.accessKey}`, 404],
    ] as const) {
      const response = await fetch(url);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ status, message: expect.any(String) });
    }
    const former = double.accessKey;
    double.accessKey = 'regenerated';
    expect((await ask(double, { access_key: former })).status).toBe(404);
    expect((await ask(double)).status).toBe(200);
  });
});

describe('the dialects', () => {
  it('serves names in dialect A', async () => {
    const answer = await page(await start({ organisation: small(), dialect: 'a' }));
    expect(answer).toMatchObject({ hasNext: false, totalCount: 3 });
    expect(answer.data[0]).toEqual({
      id: '12345',
      name: 'Customer Onboarding Process',
      status: 'published',
      owner: 'Customer Success Manager',
      performer: 'Customer Service Team',
      updated_at: '2024-01-15T14:30:00Z',
      url: 'https://yourorg.klarify.biz/process/12345',
      lanes: ['Customer Service', 'Account Management', 'Legal'],
      called_within: [],
      called_from: ['Sales Pipeline', 'Archived Procedure 999'],
    });
    expect(answer.data[2]).toMatchObject({ owner: null, called_within: [' Raw  Name '] });
  });

  it('serves objects in dialect B, without totalCount', async () => {
    const answer = await page(await start({ organisation: small(), dialect: 'b' }));
    expect(Object.keys(answer).sort()).toEqual(['data', 'hasNext']);
    expect(answer.data[0]).toEqual({
      id: 12345,
      name: 'Customer Onboarding Process',
      type: 'PROCESS_MODEL',
      status: 'PUBLISHED',
      url: 'https://yourorg.klarify.biz/document/12345',
      owner: { id: 678, job_title: 'Customer Success Manager' },
      updated_at: '2024-01-15T14:30:00Z',
      first_published_at: '2024-01-10T09:00:00Z',
      lanes: [
        { id: 'Lane_1', name: 'Customer Service', nestedLanes: [] },
        {
          id: 'Lane_2',
          name: 'Account Management',
          nestedLanes: [{ id: 'Lane_3', name: 'Legal', nestedLanes: [] }],
        },
      ],
      called_within: [],
      called_from: [
        {
          id: 12100,
          name: 'Sales Pipeline',
          type: 'PROCESS_MODEL',
          status: 'EDITED',
          url: 'https://yourorg.klarify.biz/document/12100',
          updated_at: '2024-01-12T11:00:00Z',
        },
        expect.objectContaining({ id: 999, name: 'Archived Procedure 999', type: 'PROCESS_MODEL' }),
      ],
    });
  });

  it('alternates when mixed, each record keeping its dialect, and serves raw records as they are', async () => {
    const mixed = await start({ organisation: small(), dialect: 'mixed' });
    const answer = await page(mixed, { sort: 'name,asc' });
    expect(answer.totalCount).toBe(3);
    expect(answer.data.map((record) => record['id'])).toEqual(['7', '12345', 12100]);
    const rawRecords = [{ id: null, odd: [1] }, 42, 'text', { updated_at: '2024-01-01T00:00:00Z', id: 2 }];
    const raw = await page(await start({ rawRecords, dialect: 'a' }));
    expect(raw).toEqual({ data: [3, 0, 1, 2].map((at) => rawRecords[at]), hasNext: false, totalCount: 4 });
  });
});

describe('paging, order and filter', () => {
  it.each(['a', 'b', 'mixed'] as const)('covers every item exactly once (%s)', async (dialect) => {
    const organisation = generateOrganisation({ procedures: 257, missing: 5 });
    const double = await start({ organisation, dialect });
    const byId = (left: unknown, right: unknown) =>
      Number((left as { id: unknown }).id) - Number((right as { id: unknown }).id);
    for (const query of [
      {},
      { pageSize: '32' },
      { pageSize: '257' },
      { pageSize: '64', sort: 'name,desc' },
    ]) {
      expect((await everything(double, query)).sort(byId)).toEqual(toRecords(organisation, dialect));
    }
    expect(double.requests.map((request) => request.page).slice(0, 4)).toEqual([0, 1, 2, 0]);
    expect(await page(double, { page: '9' })).toMatchObject({ data: [], hasNext: false });
    expect((await page(double, { page: '-1', pageSize: 'x' })).data).toHaveLength(100);
  });

  it('sorts by instant, name and id, and falls back to updated_at,desc', async () => {
    const double = await start({ organisation: small() });
    const sorted = async (sort?: string) => names((await page(double, sort ? { sort } : {})).data);
    const newestFirst = ['Customer Onboarding Process', 'Archive', 'Sales Pipeline'];
    expect(await sorted()).toEqual(newestFirst);
    expect(await sorted('colour,asc')).toEqual(newestFirst);
    expect(await sorted('updated_at,asc')).toEqual([...newestFirst].reverse());
    expect(await sorted('name')).toEqual(['Archive', 'Customer Onboarding Process', 'Sales Pipeline']);
    expect(await sorted('id,desc')).toEqual(['Customer Onboarding Process', 'Sales Pipeline', 'Archive']);
  });

  it('keeps the order of ties in both directions and caps the page size', async () => {
    const tied = small().map((procedure) => ({ ...procedure, updatedAt: '2024-01-01T00:00:00Z' }));
    const double = await start({ organisation: tied, maxPageSize: 2 });
    const given = tied.map(({ name }) => name);
    for (const sort of ['updated_at,asc', 'updated_at,desc']) {
      expect(names((await everything(double, { sort })) as Page['data'])).toEqual(given);
    }
    expect(await page(double)).toMatchObject({ hasNext: true, totalCount: 3 });
  });

  it('lists only items modified after last_updated_at', async () => {
    const double = await start({ organisation: small() });
    const since = async (last_updated_at: string) => names((await page(double, { last_updated_at })).data);
    expect(await since('2024-01-14T09:00:00Z')).toEqual(['Customer Onboarding Process']);
    expect(await since('2024-01-14T08:59:59Z')).toEqual(['Customer Onboarding Process', 'Archive']);
    expect(await since('2024-02-01T00:00:00Z')).toEqual([]);
  });
});

describe('the live organisation', () => {
  it('changes the record of the callee without its updated_at', async () => {
    const double = await start({ organisation: small(), clock: () => new Date('2024-03-01T00:00:00Z') });
    const stamp = { last_updated_at: '2024-02-01T00:00:00Z' };
    double.state.addCall(12345, 7);
    expect(names((await page(double, stamp)).data)).toEqual(['Customer Onboarding Process']);
    double.state.rename(12345, 'Onboarding');
    const archive = (await page(double, { sort: 'name,asc' })).data[0];
    expect(archive).toMatchObject({ updated_at: '2024-01-14T11:00:00+02:00', called_from: ['Onboarding'] });
    double.state.archive(12345);
    double.state.insert({ id: 8, name: 'New', updatedAt: '2024-03-02T00:00:00Z' });
    const after = await page(double);
    expect(names(after.data)).toEqual(['New', 'Archive', 'Sales Pipeline']);
    expect(after.data[1]).toMatchObject({ called_from: ['Onboarding'] });
    double.state.edit(12100, { lanes: ['One'] });
    expect(double.state.get(12100)).toMatchObject({ lanes: ['One'], updatedAt: '2024-03-01T00:00:00Z' });
    expect(double.state.get(12345)).toBeUndefined();
    expect(double.state.list().map(({ id }) => id)).toEqual([12100, 7, 8]);
    double.state.addCall(8, 7);
    double.state.dropCall(8, 7);
    expect(double.state.get(7)?.calledFrom).toEqual([12345]);
  });

  it('runs hooks before the response is computed, counts requests in flight and keeps connections', async () => {
    const double = await start({ organisation: small(), latencyMs: 30 });
    const remove = double.onRequest((_, index) => {
      if (index === 1) double.state.archive(7);
    });
    expect((await page(double)).data).toHaveLength(3);
    expect((await page(double)).data).toHaveLength(2);
    expect(double.maxInFlight).toBe(1);
    remove();
    await Promise.all([page(double), page(double), page(double)]);
    expect(double.maxInFlight).toBe(3);
    const [first, second] = double.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(29);
    expect(first).toMatchObject({ method: 'GET', path: '/api/procedures', page: 0 });
    expect(first!.headers['connection']).toBe('keep-alive');
  });

  it('reports at the end what a hook threw', async () => {
    const double = await startDouble();
    double.onRequest(() => Promise.reject(new Error('in the hook')));
    await expect(ask(double)).rejects.toThrow();
    await expect(double.close()).rejects.toThrow('in the hook');
  });
});
