import { describe, expect, it } from 'vitest';
import type { FetchResult } from './index.js';
import { type Asked, cutPage, failureOf, KEY, procedures, pull, serve } from './server.test-support.js';

type Page = { data: unknown[]; hasNext?: unknown; totalCount?: unknown };
const bound = (pages: number): number => 4 * pages + 20;

describe.each(['A', 'B'] as const)('dialect %s', (dialect) => {
  it.each([0, 1, 9, 10, 11, 20, 95, 100, 101, 250])('%d procedures in pages of ten', async (count) => {
    const list = procedures(count);
    const server = await serve((asked) => cutPage(list, asked, dialect));
    const result = await pull(server, { pageSize: 10 });
    expect(result.records).toEqual(list);
    expect(result).toMatchObject({ complete: true, passes: count > 10 ? 2 : 1, diagnostics: [] });
    expect(result).not.toHaveProperty('incompleteReason');
    expect(result.requests).toBe(server.asked.length);
    const pages = Math.max(1, Math.ceil(count / 10));
    const ahead = dialect === 'A' || pages < 3 ? 0 : 5;
    expect(result.requests).toBeLessThanOrEqual((count > 10 ? 2 : 1) * pages + ahead);
  });

  it('a server that caps the page size', async () => {
    const list = procedures(130);
    const server = await serve((asked) => cutPage(list, asked, dialect, 25));
    expect((await pull(server, { pageSize: 100 })).records).toEqual(list);
  });

  it('keeps to the number of requests at a time', async () => {
    const list = procedures(300);
    for (const concurrency of [1, 3, 99]) {
      const server = await serve((asked, response) => {
        setTimeout(() => response.end(JSON.stringify(cutPage(list, asked, dialect))), 2);
      });
      await pull(server, { pageSize: 5, concurrency });
      expect(server.maxAtOnce()).toBe(Math.min(concurrency, 8));
    }
  });

  it('the confirming pass begins after the first has ended, with the last page alone', async () => {
    const list = procedures(100);
    const log: string[] = [];
    const server = await serve((asked, response) => {
      log.push(`> ${asked.page}`);
      response.on('finish', () => log.push(`< ${asked.page}`));
      setTimeout(() => response.end(JSON.stringify(cutPage(list, asked, dialect))), 1 + (asked.page % 3));
    });
    const passes: number[] = [];
    await pull(server, { pageSize: 10, onProgress: ({ pass }) => passes.push(pass) });
    // Pages beyond the end, asked for ahead and given up, may still reach the server late; they prove nothing.
    const listed = log.filter((line) => /^[<>] \d$/.test(line));
    const again = listed.lastIndexOf('> 9');
    expect(listed.slice(0, again).filter((line) => line.startsWith('<'))).toHaveLength(10);
    expect(listed[again + 1]).toBe('< 9');
    expect(passes.filter((pass) => pass === 2)).toHaveLength(10);
  });

  it('a list that grows between the passes is read a third time', async () => {
    const server = await serve((asked) =>
      cutPage(procedures(asked.request < firstPass ? 30 : 35), asked, dialect),
    );
    const firstPass = 3;
    const result = await pull(server, { pageSize: 10 });
    expect(result.passes).toBe(3);
    expect(result.records).toEqual(procedures(35));
  });

  it('a page of references that change without updated_at is noticed', async () => {
    const list = procedures(30);
    let touched = 0;
    const server = await serve((asked) => {
      list[5] = { id: 'id-00005', name: 'Procedure 00005', called_from: [`caller ${touched++}`] };
      return cutPage(list, asked, dialect);
    });
    const error = await failureOf(pull(server, { pageSize: 10 }), 'incomplete');
    expect(error.message).toMatch(/page 0 differed between two readings.*--allow-incomplete/);
    expect(server.asked.length).toBeLessThanOrEqual(bound(3));
  });
});

it('tells the progress', async () => {
  const list = procedures(25);
  const server = await serve((asked) => cutPage(list, asked, 'A'));
  const seen: unknown[] = [];
  await pull(server, { pageSize: 10, concurrency: 1, onProgress: (progress) => seen.push(progress) });
  expect(seen).toEqual([
    { pass: 1, pages: 1, records: 10, totalPages: null },
    { pass: 1, pages: 2, records: 20, totalPages: 3 },
    { pass: 1, pages: 3, records: 25, totalPages: 3 },
    { pass: 2, pages: 1, records: 5, totalPages: 3 },
    { pass: 2, pages: 2, records: 15, totalPages: 3 },
    { pass: 2, pages: 3, records: 25, totalPages: 3 },
  ]);
});

it('dates the list at the moment between the passes', async () => {
  const list = procedures(20);
  const server = await serve((asked) => cutPage(list, asked, 'A'));
  let clock = Date.UTC(2026, 0, 1);
  const times: number[] = [];
  const result = await pull(server, {
    pageSize: 10,
    now: () => {
      clock += 1000;
      return clock;
    },
    onProgress: () => times.push(clock),
  });
  const fetched = Date.parse(result.fetchedAt);
  expect(result.fetchedAt).toMatch(/^2026-01-01T00:0\d:\d\d\.000Z$/);
  expect(fetched).toBeGreaterThan(times[1] ?? 0);
  expect(fetched).toBeLessThan(times[2] ?? 0);
});

describe('what pages may leave out or say oddly', () => {
  const list = procedures(25);
  const of = (asked: Asked): Page => ({
    ...cutPage(list, asked, 'A'),
    data: list.slice(asked.page * 10, asked.page * 10 + 10),
  });
  const cases: [string, (page: Page) => Page][] = [
    ['no hasNext', ({ data, totalCount }) => ({ data, totalCount })],
    ['neither hasNext nor totalCount', ({ data }) => ({ data })],
    ['hasNext null', (page) => ({ ...page, hasNext: null })],
    ['hasNext as text', (page) => ({ ...page, hasNext: String(page.hasNext) })],
    ['totalCount as text', (page) => ({ ...page, totalCount: '25' })],
    ['totalCount null', (page) => ({ ...page, totalCount: null })],
    [
      'totalCount on page 0 alone',
      (page) => (page.data.includes(list[0]) ? page : { ...page, totalCount: null }),
    ],
    ['totalCount on the last page alone', (page) => (page.hasNext ? { ...page, totalCount: null } : page)],
  ];
  it.each(cases)('%s', async (_, change) => {
    const server = await serve((asked) => change(of(asked)));
    const result = await pull(server, { pageSize: 10 });
    expect(result.records).toEqual(list);
    expect(result.complete).toBe(true);
    expect(result.diagnostics).toEqual([]);
    expect(server.asked.length).toBeLessThanOrEqual(bound(3));
  });

  it('neither of both, and a page size capped below what was asked', async () => {
    const server = await serve((asked) => ({ data: of(asked).data }));
    expect((await pull(server)).records).toEqual(list);
  });

  it.each([-1, 2.5, 'many', '', true, [25], { n: 25 }, 1e300, '9'.repeat(30), `x${KEY}`])(
    'a totalCount of %j is ignored, with a diagnostic',
    async (totalCount) => {
      const server = await serve((asked) => ({ ...of(asked), totalCount }));
      const result = await pull(server, { pageSize: 10 });
      expect(result.records).toEqual(list);
      expect(result.diagnostics.map(({ code }) => code)).toEqual(['unreadable-total']);
      expect(JSON.stringify(result.diagnostics)).not.toContain(KEY.slice(0, 8));
    },
  );

  it('{"data": []} is an empty organisation', async () => {
    const server = await serve(() => ({ data: [] }));
    expect(await pull(server)).toMatchObject({ records: [], complete: true, requests: 1 });
  });
});

describe('lies', () => {
  const list = procedures(40);
  const of = (asked: Asked, extra: object = {}): Page => ({
    data: list.slice(asked.page * 10, asked.page * 10 + 10),
    hasNext: asked.page < 3,
    ...extra,
  });
  const cases: [string, RegExp, (asked: Asked) => object][] = [
    [
      'the page number is ignored (A)',
      /page 1 repeats/,
      () => ({ data: list.slice(0, 10), hasNext: true, totalCount: 40 }),
    ],
    ['the page number is ignored (B)', /page 1 repeats/, () => ({ data: list.slice(0, 10), hasNext: true })],
    ['the page number is ignored (neither)', /page 1 repeats/, () => ({ data: list.slice(0, 10) })],
    [
      'the page number is ignored, in ever new words',
      /page 2 repeats/,
      (asked) => ({
        data: list.slice(0, 10).map((one) => ({ ...one, at: asked.request })),
        hasNext: true,
      }),
    ],
    [
      'the last page for ever',
      /page 4 (repeats|is empty)|hold/,
      (asked) => ({ ...of({ ...asked, page: Math.min(3, asked.page) }), hasNext: true }),
    ],
    ['empty pages for ever', /page 4 is empty although/, (asked) => of(asked, { hasNext: true })],
    [
      'empty pages for ever (A)',
      /page 4 is empty although/,
      (asked) => of(asked, { hasNext: true, totalCount: 40 }),
    ],
    ['empty from the start', /page 0 is empty although/, () => ({ data: [], hasNext: true })],
    ['records without id for ever', /repeats/, () => ({ data: [{ a: 1 }, { a: 2 }], hasNext: true })],
    [
      'an empty page in the middle',
      /page 2 is empty/,
      (asked) => of(asked, asked.page === 2 ? { data: [] } : {}),
    ],
    [
      'a short page in the middle',
      /page 2 holds 7 procedures and page 0 holds 10/,
      (asked) => of(asked, asked.page === 2 ? { data: list.slice(20, 27) } : {}),
    ],
    [
      'a long last page',
      /page 3 holds 12/,
      (asked) => of(asked, asked.page === 3 ? { data: [...list.slice(30), { id: 'x' }, { id: 'y' }] } : {}),
    ],
    [
      'hasNext ends too early',
      /page 1 is said to be the last/,
      (asked) => of(asked, { hasNext: asked.page < 1, totalCount: 40 }),
    ],
    [
      'hasNext ends at page 0',
      /page 0 is said to be the last/,
      (asked) => of(asked, { hasNext: false, totalCount: 40 }),
    ],
    ['a totalCount one too high', /41 procedures \(totalCount\)/, (asked) => of(asked, { totalCount: 41 })],
    [
      'a totalCount one too low',
      /39 procedures \(totalCount\), but 40 came/,
      (asked) => of(asked, { totalCount: 39 }),
    ],
    ['a totalCount of zero', /0 procedures \(totalCount\)/, (asked) => of(asked, { totalCount: 0 })],
    [
      'a totalCount without measure',
      /procedures \(totalCount\)/,
      (asked) => of(asked, { totalCount: 9_000_000_000_000_000 }),
    ],
    [
      'a totalCount that differs',
      /from 40 to 41 within/,
      (asked) => of(asked, { totalCount: asked.page === 2 ? 41 : 40 }),
    ],
    [
      'a row that displaces another (B)',
      /"?id-00009"? stands on page 0 and again on page 1.*displaced/,
      (asked) => of(asked, asked.page === 1 ? { data: [list[9], ...list.slice(11, 20)] } : {}),
    ],
    [
      'a row that displaces another (A)',
      /40 procedures \(totalCount\), but 39 came \(procedure id-00009/,
      (asked) =>
        of(asked, {
          totalCount: 40,
          ...(asked.page === 1 ? { data: [list[9], ...list.slice(11, 20)] } : {}),
        }),
    ],
  ];

  it.each(cases)('%s', async (_, said, answer) => {
    const server = await serve(answer);
    const error = await failureOf(pull(server, { pageSize: 10 }), 'incomplete');
    expect(error.message).toMatch(said);
    expect(error.message).toContain('--allow-incomplete');
    expect(server.asked.length).toBeLessThanOrEqual(20);
  });

  it.each(cases)('%s, allowed', async (_, said, answer) => {
    const server = await serve(answer);
    const result: FetchResult = await pull(server, { pageSize: 10, allowIncomplete: true });
    expect(result.complete).toBe(false);
    expect(result.incompleteReason).toMatch(said);
    expect(Array.isArray(result.records)).toBe(true);
  });

  it('a list that never ends, of ever new procedures, ends at the budget', async () => {
    const server = await serve((asked, response) =>
      asked.again === 0 && asked.page % 2 === 1
        ? void response.writeHead(500).end()
        : { data: procedures(2, asked.page * 2 + 1000 * asked.request), hasNext: asked.page < 400 },
    );
    await failureOf(pull(server, { pageSize: 2 }), 'incomplete');
    expect(server.asked.length).toBeLessThanOrEqual(bound(401));
  });

  it('what a server says of pages beyond the end is no matter', async () => {
    const server = await serve((asked, response) => {
      if (asked.page < 4) return of(asked);
      response.writeHead(asked.page === 4 ? 404 : 500).end();
      return undefined;
    });
    expect((await pull(server, { pageSize: 10 })).records).toEqual(list);
  });
});

describe('repeats', () => {
  const list = procedures(30);
  it('within one page are kept', async () => {
    const rows = [list[0], list[0], ...list.slice(1)];
    const server = await serve((asked) => cutPage(rows, asked, 'B'));
    expect((await pull(server, { pageSize: 10 })).records).toEqual(rows);
  });

  it.each(['A', 'B'] as const)('of an id in other words are kept (%s)', async (dialect) => {
    for (const at of [15, 30]) {
      const rows = [...list.slice(0, at), { ...list[0], updated_at: 'later' }, ...list.slice(at)];
      const server = await serve((asked) => cutPage(rows, asked, dialect));
      expect((await pull(server, { pageSize: 10 })).records).toEqual(rows);
    }
  });

  it('across pages are accepted when totalCount counts them once', async () => {
    const rows = [...list, list[0]];
    const server = await serve((asked) => ({ ...cutPage(rows, asked, 'A'), totalCount: 30 }));
    const result = await pull(server, { pageSize: 10 });
    expect(result).toMatchObject({ complete: true, records: rows });
  });

  it('of an id so large that it was rounded are refused, as two procedures may have become one', async () => {
    for (const at of [1, 15]) {
      const rows = list.map((one, index) =>
        JSON.stringify(one).replace(`"${one.id}"`, `90071992547409930${index}`),
      );
      rows[at] = '{"id": 900719925474099300, "name": "other"}';
      const server = await serve((asked) => {
        const data = rows.slice(asked.page * 10, asked.page * 10 + 10).join();
        return `{"data": [${data}], "hasNext": ${asked.page < 2}}`;
      });
      const error = await failureOf(pull(server, { pageSize: 10 }), 'incomplete');
      expect(error.message).toContain('900719925474099300 as their id');
    }
  });

  it('of records without an id are rows of their own', async () => {
    const rows = [null, ...list, null, null];
    for (const dialect of ['A', 'B'] as const) {
      const server = await serve((asked) => cutPage(rows, asked, dialect));
      expect((await pull(server, { pageSize: 10 })).records).toEqual(rows);
    }
  });
});

describe('an order that is not stable', () => {
  const list = procedures(30);
  const swapped = (asked: Asked, from: number, to: number): unknown[] => {
    const rows = [...list];
    if (asked.again > 0) [rows[from], rows[to]] = [list[to], list[from]] as [never, never];
    return rows;
  };

  it.each(['A', 'B'] as const)('within a page does not matter (%s)', async (dialect) => {
    const server = await serve((asked) => cutPage(swapped(asked, 3, 4), asked, dialect));
    expect((await pull(server, { pageSize: 10 })).complete).toBe(true);
  });

  it('across pages needs a totalCount', async () => {
    const a = await serve((asked) => cutPage(swapped(asked, 9, 10), asked, 'A'));
    const result = await pull(a, { pageSize: 10 });
    expect(result).toMatchObject({ complete: true, passes: 2 });
    expect(new Set(result.records.map((one) => JSON.stringify(one)))).toEqual(
      new Set(list.map((one) => JSON.stringify(one))),
    );
    const flipping = (asked: Asked): unknown[] => swapped({ ...asked, again: asked.again % 2 }, 9, 10);
    const b = await serve((asked) => cutPage(flipping(asked), asked, 'B'));
    const error = await failureOf(pull(b, { pageSize: 10 }), 'incomplete');
    expect(error.message).toMatch(/changed places between two readings/);
  });
});

it('the order of keys within a record does not matter', async () => {
  const list = procedures(20);
  const server = await serve((asked) => {
    const rows =
      asked.again === 0 ? list : list.map(({ id, name, called_from }) => ({ called_from, name, id }));
    return cutPage(rows, asked, 'B');
  });
  expect(await pull(server, { pageSize: 10 })).toMatchObject({ complete: true, passes: 2 });
});

describe('the budget of 4·N + 20', () => {
  it.each([1, 3, 10, 40])('holds for %d pages that each fail at first', async (pages) => {
    const list = procedures(pages * 5);
    for (const faults of [1, 2, 3]) {
      const server = await serve((asked, response) =>
        asked.again % (faults + 1) < faults ? void response.writeHead(503).end() : cutPage(list, asked, 'A'),
      );
      const result = await pull(server, { pageSize: 5 }).catch((error: unknown) => error);
      expect(server.asked.length).toBeLessThanOrEqual(bound(pages));
      if (faults === 1 || pages === 1) expect(result).toMatchObject({ complete: true });
      if (faults === 3 && pages === 40) {
        expect(result).toMatchObject({
          code: 'incomplete',
          message: expect.stringContaining('180 requests'),
        });
      }
    }
  });

  it('leaves what the first pass found, where that is allowed', async () => {
    const list = procedures(200);
    const server = await serve((asked, response) =>
      asked.again % 4 < 3 ? void response.writeHead(503).end() : cutPage(list, asked, 'A'),
    );
    const result = await pull(server, { pageSize: 5, allowIncomplete: true });
    expect(result).toMatchObject({ complete: false, passes: 2, records: list });
    expect(result.incompleteReason).toContain('180 requests');
  });
});
