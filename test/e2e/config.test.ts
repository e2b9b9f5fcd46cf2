import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { inCheckPlace } from './check-place.js';

const RECORDS = [{ id: 1, name: 'One' }];
const ACCEPT = { rule: 'no-cycles', procedures: ['id:1'] };

describe.concurrent('a wrong configuration ends with 2 and says what is wrong, where', () => {
  test.each([
    ['{ "rule": {} }', '1:3: it has no key "rule"; did you mean "rules"?'],
    [
      '{ "rules": {\n  "no-cycle": "error" } }',
      '2:3: there is no rule "no-cycle"; did you mean "no-cycles"?',
    ],
    ['{ "rules": { "no-cycles": "eror" } }', '"rules.no-cycles" cannot be "eror"; did you mean "error"?'],
    [
      '{ "rules": { "no-cycles": 1 } }',
      '"rules.no-cycles" must be a severity, or a list of a severity and options.',
    ],
    ['{ "rules": { "no-cycles": ["warn", {}, 1] } }', '"rules.no-cycles" must be a severity'],
    [
      '{ "rules": {\n // so\n "no-cycles": ["error",\n {"maxsize": 2}] } }',
      '4:3: "rules.no-cycles[1]" has no key "maxsize"; did you mean "maxSize"?',
    ],
    [
      '{ "rules": { "max-depth": ["error", {"max": "2"}] } }',
      '"rules.max-depth[1].max" must be a number, not "2".',
    ],
    ['{ "ignore": ["owner:"] }', '"ignore[0]" holds a wrong selector.'],
    ['{ "__proto__": { "rules": { "no-orphans": "off" } } }', '1:3: it has no key "__proto__"'],
    ['{ "rules": { "__proto__": "off" } }', 'there is no rule "__proto__"'],
    [JSON.stringify({ accept: [ACCEPT] }), '"accept[0]" has no "reason", which it must have.'],
    [JSON.stringify({ accept: [{ ...ACCEPT, reason: ' ' }] }), '"accept[0].reason" must say why.'],
    [
      JSON.stringify({ accept: [{ ...ACCEPT, reason: 'x', rule: 'no-cycels' }] }),
      'there is no rule or relation "no-cycels"; did you mean "no-cycles"?',
    ],
    [
      JSON.stringify({ accept: [{ ...ACCEPT, reason: 'x', expires: '2027-02-30' }] }),
      '"accept[0].expires" must be a day such as 2027-06-30.',
    ],
    [
      '{ "relations": [{ "name": "x", "from": "id:1", "to": "id:2" }] }',
      '"relations[0]" must say either "allowed": false or "required": true.',
    ],
    [
      '{ "relations": [{ "name": "max-depth", "from": "id:1", "to": "id:2", "allowed": false }] }',
      'the name "max-depth" is taken',
    ],
    ['{ "relations": {} }', '1:16: "relations" must be a list, not an object.'],
    ['{ "rules": [] }', '1:12: "rules" must be an object, not a list.'],
    ['{ "rules": { "no-cycles": [] } }', '1:27: "rules.no-cycles" must be a severity'],
    ['{ "accept": [5] }', '1:14: "accept[0]" must be an object, not 5.'],
    ['{ "accept": [{ "rul": "no-cycles" }] }', '1:16: "accept[0]" has no key "rul"; did you mean "rule"?'],
    [
      '{ "relations": [{ "name": "x", "form": "id:1", "to": "id:2", "allowed": false }] }',
      '1:32: "relations[0]" has no key "form"; did you mean "from"?',
    ],
    [
      '{ "relations": [{ "name": "x", "from": [], "to": "id:2", "allowed": false }] }',
      '1:40: "relations[0].from" must name at least one selector.',
    ],
    [
      '{ "rules": { "no-orphans": ["error", { "reasons": [] }] } }',
      '"rules.no-orphans[1].reasons" must name at least one reason.',
    ],
    [
      '{ "rules": { "no-cycles": "error",\n "no-cycles": "off" } }',
      'is wrong at 2:2: the key "no-cycles" stands there a second time; only one can count.',
    ],
    [
      '{ "rules": { "no-orphans": ["error", []] } }',
      '1:38: "rules.no-orphans[1]" must be an object of options, not a list.',
    ],
    [
      '{ "rules": { "no-orphans": [5] } }',
      '"rules.no-orphans[0]" must be one of "off", "info", "warn", "error", not 5.',
    ],
    ['{ "rules": { "no-orphans": "ERROR" } }', '"rules.no-orphans" cannot be "ERROR"; did you mean "error"?'],
    ['[]', 'it is a list, not an object.'],
    ['{ "rules": ', 'is not valid JSON at 1:'],
    ['{', 'is not valid JSON at 1:2: Close brace expected.'],
  ])('%s', (content, what) =>
    inCheckPlace(RECORDS, async ({ write, check }) => {
      await write('klarify-graph.config.json', content);
      const { status, stdout, stderr } = await check();
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain('klarify-graph.config.json');
      expect(stderr).toContain(what);
    }),
  );

  test('also in package.json, which has no comments, and in code', () =>
    inCheckPlace(RECORDS, async ({ write, check }) => {
      await write('package.json', '{\n  "name": "x",\n  "klarify-graph": { "rulez": {} }\n}');
      expect((await check()).stderr).toContain('package.json is wrong at 3:22: it has no key "rulez"');
      await write('package.json', '{ "name": "x", "name": "y", "klarify-graph": { "rules": {} } }');
      expect((await check()).status).toBe(1);
      await write('package.json', '{ "name": "x" /* no */ }');
      expect((await check()).stderr).toMatch(/package\.json is not valid JSON at 1:15/);
      await write('klarify-graph.config.ts', 'export default { rules: { "no-cycles": "of" as string } };');
      expect((await check()).stderr).toMatch(
        /klarify-graph\.config\.ts is wrong: "rules\.no-cycles" cannot be "of"/,
      );
      await write('klarify-graph.config.ts', 'throw new Error("broken");');
      const { status, stderr } = await check();
      expect(status).toBe(2);
      expect(stderr).toMatch(/klarify-graph\.config\.ts: broken/);
    }));

  test('also where its name says that it is none, or it is not there', () =>
    inCheckPlace(RECORDS, async ({ write, check }) => {
      const said = async (name: string) => {
        const { status, stdout, stderr } = await check('--config', name);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        return stderr;
      };
      await write('c.yaml', 'rules: {}');
      expect(await said('c.yaml')).toContain(
        'c.yaml: a .yaml is none. Its name ends in one of .json, .jsonc, ',
      );
      expect(await said('none.json')).toContain('the configuration none.json: there is no such file.\n');
      expect(await said('.')).toContain('the configuration .: it is a folder.\n');
      await write('c.ts', 'export default {\n  rules: = 5 };');
      expect(await said('c.ts')).toMatch(
        /the configuration \S*c\.ts: ParseError: Unexpected token at 2:9\.\n/,
      );
      await write('c.cjs', 'module.exports = { rules: { "no-orphans": "of" } };');
      expect(await said('c.cjs')).toContain('"rules.no-orphans" cannot be "of"; did you mean "off"?');
    }));

  test('also where its name is not looked for: it would be passed over', () =>
    inCheckPlace(RECORDS, async ({ folder, write, check }) => {
      for (const name of ['klarify-graph.config.yaml', '.klarify-graphrc', '.klarify-graph.json5']) {
        await write(name, 'rules: {}');
        const { status, stdout, stderr } = await check();
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toMatch(
          new RegExp(`${name} is not looked at: a configuration is called klarify-graph\\.config\\.ts, `),
        );
        await rm(`${folder}/${name}`);
      }
      // A graph that was written, a script, and what stands beside a configuration that is found.
      for (const name of ['klarify-graph.json', 'klarify-graph.js', 'klarify-graph.config.json.bak']) {
        await write(name, '{}');
      }
      expect((await check()).status).toBe(1);
      await write('klarify-graph.config.json', '{ "rules": { "no-cycles": "off", "no-orphans": "off" } }');
      await write('klarify-graph.config.yaml', 'rules: {}');
      expect((await check()).stderr).not.toContain('not looked at');
    }));

  test('also where it cannot be read at all', () =>
    inCheckPlace(RECORDS, async ({ folder, check }) => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(`${folder}/.klarify-graph.json`);
      const { status, stderr } = await check();
      expect(status).toBe(2);
      expect(stderr).toContain(`${folder}/.klarify-graph.json`);
    }));
});

describe.concurrent('a configuration', () => {
  test('that prints does not get into the data', () =>
    inCheckPlace(RECORDS, async ({ write, json, check }) => {
      await write(
        'klarify-graph.config.mjs',
        'console.log("noise");\nexport default { rules: { "no-orphans": "info" } };',
      );
      expect((await json()).summary).toMatchObject({ error: 0, info: 1 });
      expect((await check()).stderr).toContain('noise');
    }));

  test('may say where its schema is, and holds comments and trailing commas', () =>
    inCheckPlace(RECORDS, async ({ write, json }) => {
      await write(
        '.klarify-graph.json',
        '{ "$schema": "./x.json", // so\n "rules": { "no-orphans": ["warn",], }, }',
      );
      expect((await json()).summary).toMatchObject({ error: 0, warn: 2 });
    }));

  test('that names a procedure which is gone is warned of; one that is not clear ends with 2', () =>
    inCheckPlace([...RECORDS, { id: 2, name: 'One' }], async ({ write, check }) => {
      await write('klarify-graph.config.json', { ignore: ['No Such'] });
      expect((await check()).stderr).toContain(
        'unmatched-selector: The configuration names "No Such" in "ignore"',
      );
      await write('klarify-graph.config.json', { ignore: ['One'] });
      const { status, stderr } = await check();
      expect(status).toBe(2);
      expect(stderr).toMatch(/klarify-graph\.config\.json does not say which procedure it means/);
    }));

  test('is shown by --print-config with where each value comes from, and the key is not', () =>
    inCheckPlace(RECORDS, async ({ write, run }) => {
      await write('klarify-graph.config.json', {
        rules: { 'no-cycles': ['warn', { maxSize: 2 }] },
        ignore: 'id:1',
      });
      const env = { KLARIFY_ACCESS_KEY: 'very-secret-key', KLARIFY_API_URL: 'https://a.example/api' };
      const given = ['--sample', '--since', 'latest~1', '--as-of', '2027-07-01', '--exit-zero'];
      const args = ['check', '--print-config', '--store', 'here', '--reporter', 'sarif=a.sarif', ...given];
      const { stdout, status } = await run(args, { env });
      expect(status).toBe(0);
      for (const line of [
        'accessKey = "(not shown)"  (environment KLARIFY_ACCESS_KEY)',
        'apiUrl = "https://a.example/api"  (environment KLARIFY_API_URL)',
        'store = "here"  (flag --store)',
        'ignore = ["id:1"]  (file)',
        'rules.no-cycles = ["warn",{"maxSize":2,"kinds":["called_from","called_within"]}]  (file)',
        'sample = true  (flag --sample)',
        'allowIncomplete = false  (default)',
        'since = "latest~1"  (flag --since)',
        'asOf = "2027-07-01T00:00:00.000Z"  (flag --as-of)',
        'reporter = ["sarif=a.sarif"]  (flag --reporter)',
        'exitZero = true  (flag --exit-zero)',
        'rules.no-stale = "off"  (default)',
        'baseline = "klarify-graph.baseline.json"  (default)',
      ]) {
        expect(stdout.split('\n')).toContain(line);
      }
      const json = await run([...args, '--format', 'json'], { env });
      expect(JSON.parse(json.stdout).values).toContainEqual({ key: 'ignore', value: ['id:1'], from: 'file' });
      expect(stdout + json.stdout).not.toContain('very-secret-key');
    }));
});
