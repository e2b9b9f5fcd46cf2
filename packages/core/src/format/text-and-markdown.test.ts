import { describe, expect, it } from 'vitest';
import { showControls } from '../model/text.js';
import { cyclesReport } from '../report/cycles-report.js';
import { impactReport } from '../report/impact-report.js';
import { listReport } from '../report/list-report.js';
import { orphansReport } from '../report/orphans-report.js';
import { graphOf, nodeOf, subjectOf } from '../testing/draw.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { linkable } from './escape.js';
import { formatCompactJson, formatJson, formatReport } from './index.js';

const GRAPH = smallOrganisation();
const SUBJECT = subjectOf(GRAPH);

/** The list of one procedure in a format. */
function listed(fields: Record<string, unknown>, format: 'text' | 'markdown'): string {
  return formatReport(listReport(subjectOf(graphOf('a', { a: fields })), []), format);
}

describe('text', () => {
  it('says who is affected, and who is to be notified', () => {
    const report = impactReport(SUBJECT, [nodeOf(GRAPH, '30')]);
    expect(formatReport(report, 'text')).toMatchInlineSnapshot(`
      "Impact of "Credit Check" (id:30)
      4 procedures affected, 2 owners to notify.

      Dependents: what leads here
        Distance  Procedure              Id                   Type           Owner                     Via
        1         Customer Onboarding    20                   PROCESS_MODEL  Customer Success Manager  Credit Check
        1         Trade Fair Leads       60                   SUBPROCESS     Sales Director            Credit Check
        2         Lead Intake (missing)  missing:Lead Intake  –              –                         Customer Onboarding
        2         Sales Pipeline         10                   PROCESS_MODEL  Sales Director            Customer Onboarding
      To notify: Sales Director (2), Customer Success Manager (1), no owner (1)
      Lanes to notify: Sales (2), no lane (2), Finance (1), Inside Sales (1)

      Dependencies: what this leads to
      2 procedures that this rests on.
        Distance  Procedure            Id  Type           Owner                                 Via
        1         Customer Onboarding  20  PROCESS_MODEL  Customer Success Manager              Credit Check
        2         Send Welcome Letter  40  TASK           Customer Success Manager (inherited)  Customer Onboarding
      Their owners: Customer Success Manager (2, 1 inherited)
      Their lanes: Finance (1), Sales (1), no lane (1)
      "
    `);
  });

  it('says what loops, and what to cut', () => {
    expect(formatReport(cyclesReport(SUBJECT), 'text')).toMatchInlineSnapshot(`
      "4 cycles

      Cycle 1: 2 procedures
      Shortest loop: Archive Files → Archive Index → Archive Files
      To cut (1 call; no smaller cut exists):
        - Archive Files (CFO) → Archive Index (no owner)
      To ask: CFO (1)
        Procedure      Id  Type  Owner  Lanes
        Archive Files  70  –     CFO    –
        Archive Index  71  –     –      –

      Cycle 2: 2 procedures
      Shortest loop: Credit Check → Customer Onboarding → Credit Check
      To cut (1 call; no smaller cut exists):
        - Credit Check (CFO) → Customer Onboarding (Customer Success Manager)
      To ask: CFO (1), Customer Success Manager (1)
        Procedure            Id  Type           Owner                     Lanes
        Credit Check         30  SUBPROCESS     CFO                       Finance
        Customer Onboarding  20  PROCESS_MODEL  Customer Success Manager  Sales, Finance

      Cycle 3: 1 procedure (ambiguous)
      Shortest loop: Review → Review
      To cut (1 call; no smaller cut exists):
        - Review (no owner) → Review (no owner)
      To ask: there is no owner at either end
        Procedure  Id  Type  Owner  Lanes
        Review     81  TASK  –      –

      Cycle 4: 1 procedure
      Shortest loop: Send Welcome Letter → Send Welcome Letter
      To cut (1 call; no smaller cut exists):
        - Send Welcome Letter (Customer Success Manager, inherited) → Send Welcome Letter (Customer Success Manager, inherited)
      To ask: Customer Success Manager (1)
        Procedure            Id  Type  Owner                                 Lanes
        Send Welcome Letter  40  TASK  Customer Success Manager (inherited)  –
      "
    `);
  });

  it('says which procedures nothing leads to, and why', () => {
    expect(formatReport(orphansReport(SUBJECT), 'text')).toMatchInlineSnapshot(`
      "4 orphans
        Procedure         Id  Type               Reason       Owner           Lanes
        Archive Files     70  –                  unreachable  CFO             –
        Archive Index     71  –                  unreachable  –               –
        Forgotten Guide   50  TASK_INSTRUCTIONS  isolated     –               –
        Trade Fair Leads  60  SUBPROCESS         uncalled     Sales Director  –
        - isolated: no call joins it to any other procedure
        - uncalled: nothing calls it, and it is not an entry point
        - unreachable: it has callers, but no entry point reaches it
      "
    `);
  });

  it('says so when there is nothing', () => {
    const empty = subjectOf(graphOf(''));
    expect(formatReport(cyclesReport(empty), 'text')).toBe('No cycles.\n');
    expect(formatReport(orphansReport(empty), 'text')).toBe('No orphans.\n');
    expect(formatReport(listReport(empty, []), 'text')).toBe('No procedures.\n');
  });

  it('shows control characters in names as \\xNN', () => {
    const text = listed({ name: 'a\u001b[31m\nb\u007f\u009b', owner: '\u0007', lanes: ['x\r'] }, 'text');
    expect(text).toContain('a\\x1B[31m\\x0Ab\\x7F\\x9B');
    expect(text).toContain('\\x07');
    expect(text).toContain('x\\x0D');
  });

  it('emphasises only where it is told to', () => {
    const style = { strong: (text: string) => `<b>${text}</b>`, faint: (text: string) => `<i>${text}</i>` };
    expect(formatReport(orphansReport(SUBJECT), 'text', style)).toContain('<b>4 orphans</b>');
    expect(formatReport(orphansReport(SUBJECT), 'text')).not.toContain('\u001b');
  });
});

describe('Markdown', () => {
  it('gives headings, lines and tables', () => {
    const report = impactReport(SUBJECT, [nodeOf(GRAPH, '30')], { direction: 'dependents', depth: 1 });
    expect(formatReport(report, 'markdown')).toMatchInlineSnapshot(`
      "## Impact of "Credit Check" (id:30)

      2 procedures affected, 2 owners to notify.

      ### Dependents: what leads here

      | Distance | Procedure | Id | Type | Owner | Via |
      | --- | --- | --- | --- | --- | --- |
      | 1 | [Customer Onboarding](<https://a.example/document/20>) | 20 | PROCESS\\_MODEL | Customer Success Manager | Credit Check |
      | 1 | Trade Fair Leads | 60 | SUBPROCESS | Sales Director | Credit Check |

      To notify: Customer Success Manager (1), Sales Director (1)

      Lanes to notify: Finance (1), Sales (1), no lane (1)
      "
    `);
  });

  it('keeps a pipe inside its cell', () => {
    expect(listed({ name: 'a | b', owner: 'c \\| d' }, 'markdown')).toContain(
      '| a \\| b | a | – | – | c \\\\\\| d | – |',
    );
  });

  it.each(['https://a.example/1', 'http://a.example/1', 'HTTPS://A.example/1'])('links %s', (url) => {
    expect(listed({ url }, 'markdown')).toMatch(/\[a\]\(<https?:\/\/a\.example\/1>\)/);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://a.example',
    'vbscript:x',
    '//a.example',
    '/path',
    'a.example',
    '',
    'https://',
  ])('does not link %j', (url) => {
    expect(listed({ url }, 'markdown')).not.toContain('](');
    expect(linkable(url)).toBeNull();
  });

  it('keeps a link inside its brackets, whatever its url holds', () => {
    const text = listed({ url: 'https://a.example/> <x|y\\z)\n?q=|<>' }, 'markdown');
    expect(text.split('\n')[2]).toMatch(/^\| \[a\]\(<[^<>|\\ \n]*>\) \|/);
  });

  it.each([
    ['[x](http://y)', '\\[x\\](http://y)'],
    ['<script>', '\\<script\\>'],
    ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
    ['&lt;', '&amp;lt;'],
    ['~~d~~', '\\~\\~d\\~\\~'],
  ])('takes %s for text', (name, escaped) => {
    expect(listed({ name }, 'markdown')).toContain(`| ${escaped} |`);
  });

  it('shows control characters in names as \\xNN, the backslash escaped', () => {
    expect(listed({ name: 'a\u001b\nb' }, 'markdown')).toContain('a\\\\x1B\\\\x0Ab');
  });
});

describe('JSON', () => {
  it('keeps the url as it is, escapes every control character, and reads back the same', () => {
    const document = { url: 'javascript:x', name: 'a\u0000\u001b\u007f\u009b\u2028b', proto: '__proto__' };
    for (const json of [formatJson(document), formatCompactJson(document)]) {
      expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028]/);
      expect(json).toContain('\\u009b');
      expect(JSON.parse(json)).toEqual(document);
    }
  });
});

describe('showControls', () => {
  it('writes two upper-case digits, and leaves everything else as it is', () => {
    expect(showControls('\u0000\t\u001f\u007f\u0080\u009f')).toBe('\\x00\\x09\\x1F\\x7F\\x80\\x9F');
    expect(showControls('ä שלום \u200b\u202e 😀 \\x1B')).toBe('ä שלום \u200b\u202e 😀 \\x1B');
  });
});
