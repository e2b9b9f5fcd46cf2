import { describe, expect, it } from 'vitest';
import { diffReport } from '../report/diff-report.js';
import { statsReport } from '../report/stats-report.js';
import { parseCsv } from '../testing/csv.js';
import { graphOf, subjectOf } from '../testing/draw.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { formatReport } from './index.js';

const SUBJECT = subjectOf(smallOrganisation());
const LATER = subjectOf(
  graphOf('10 -> 20 -> 30; (99) -> 20; 20 -> 41; 50', {
    10: { name: 'Sales Pipeline', type: 'PROCESS_MODEL', status: 'PUBLISHED', owner: 'Sales Director' },
    20: { name: 'Customer | Onboarding', type: 'PROCESS_MODEL' },
    30: { name: 'Credit Check', type: 'SUBPROCESS', status: 'draft', owner: 'CFO', lanes: ['Finance'] },
    41: { name: 'Send Letter' },
    50: { name: 'Forgotten Guide', type: 'TASK_INSTRUCTIONS', url: 'javascript:alert(1)' },
    99: { name: 'Lead Intake' },
  }),
  { fetchedAt: null },
);

describe('stats', () => {
  it('as text', () => {
    expect(formatReport(statsReport(SUBJECT, { top: 3 }), 'text')).toMatchInlineSnapshot(`
      "The whole graph
        Figure              Value
        Procedures          10
        Missing procedures  1
        Calls               12
        Entry points        1
        Orphans             4
        Cycles              4, the largest of 2 procedures
        Longest chain       2 calls
        Density             0.109

      The 3 procedures on which most others rest
        Procedure            Id  Dependents  Dependencies  Callers  Callees  PageRank  Betweenness  Owner
        Send Welcome Letter  40  5           0             2        1        0.351     0            –
        Credit Check         30  4           2             2        1        0.0652    2            CFO
        Customer Onboarding  20  4           2             3        2        0.089     6            Customer Success Manager
      Dependents and dependencies are transitive; callers and callees are direct.

      Single points of failure
      3 procedures are the only way from the entry points to others:
        Procedure                     Id  Only way to  Owner
        Sales Pipeline (entry point)  10  5            Sales Director
        Customer Onboarding           20  2            Customer Success Manager
        Review                        80  1            –
      4 procedures alone hold others and the rest together, whichever way calls point; the first 3:
        Procedure            Id  Cuts off  Parts  Owner
        Customer Onboarding  20  4         4      Customer Success Manager
        Sales Pipeline       10  2         2      Sales Director
        Credit Check         30  1         2      CFO

      Communities
      3 communities of procedures that call each other more than the rest; 1 stands alone. Modularity 0.49, they stand out:
        Community around     Id  Procedures  Calls inside  Calls in  Calls out  Owners
        Customer Onboarding  20  5           5             1         0          no owner (2), CFO (1), Customer Success Manager (1) and 1 more
        Review               80  3           2             0         1          no owner (2), Sales Director (1)
        Archive Files        70  2           2             0         0          CFO (1), no owner (1)
      "
    `);
  });

  it('as Markdown', () => {
    expect(formatReport(statsReport(SUBJECT, { top: 1 }), 'markdown')).toMatchInlineSnapshot(`
      "## The whole graph

      | Figure | Value |
      | --- | --- |
      | Procedures | 10 |
      | Missing procedures | 1 |
      | Calls | 12 |
      | Entry points | 1 |
      | Orphans | 4 |
      | Cycles | 4, the largest of 2 procedures |
      | Longest chain | 2 calls |
      | Density | 0.109 |

      ### What most others rest on

      | Procedure | Id | Dependents | Dependencies | Callers | Callees | PageRank | Betweenness | Owner |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      | Send Welcome Letter | 40 | 5 | 0 | 2 | 1 | 0.351 | 0 | – |

      Dependents and dependencies are transitive; callers and callees are direct.

      ### Single points of failure

      3 procedures are the only way from the entry points to others; the first:

      | Procedure | Id | Only way to | Owner |
      | --- | --- | --- | --- |
      | [Sales Pipeline (entry point)](<https://a.example/document/10>) | 10 | 5 | Sales Director |

      4 procedures alone hold others and the rest together, whichever way calls point; the first:

      | Procedure | Id | Cuts off | Parts | Owner |
      | --- | --- | --- | --- | --- |
      | [Customer Onboarding](<https://a.example/document/20>) | 20 | 4 | 4 | Customer Success Manager |

      ### Communities

      3 communities of procedures that call each other more than the rest; 1 stands alone. Modularity 0.49, they stand out; the first:

      | Community around | Id | Procedures | Calls inside | Calls in | Calls out | Owners |
      | --- | --- | --- | --- | --- | --- | --- |
      | [Customer Onboarding](<https://a.example/document/20>) | 20 | 5 | 5 | 1 | 0 | no owner (2), CFO (1), Customer Success Manager (1) and 1 more |
      "
    `);
  });

  it('says that betweenness is estimated', () => {
    const text = formatReport(statsReport(SUBJECT, { exactLimit: 0, sample: 5 }), 'text');
    expect(text).toMatch(/~0 .*\n/);
    expect(text).toContain('Betweenness is estimated from a sample: the graph is large.\n');
  });

  it('as CSV has a line for each procedure, figures in full', () => {
    const report = statsReport(SUBJECT);
    const [head, ...rows] = parseCsv(formatReport(report, 'csv'));
    expect(head!.slice(8)).toEqual([
      'dependents',
      'dependencies',
      'pagerank',
      'betweenness',
      'callers',
      'callees',
      'dominates',
      'separates',
      'community',
    ]);
    expect(rows.map((row) => [row[0], Number(row[10])])).toEqual(
      report.top.map(({ id, pagerank }) => [id, pagerank]),
    );
  });
});

describe('diff', () => {
  it('as text', () => {
    expect(formatReport(diffReport(SUBJECT, LATER), 'text')).toMatchInlineSnapshot(`
      "From 10 procedures (2026-01-01T00:00:00.000Z) to 5 procedures (of unknown time)

      Procedures added: 1
        Procedure    Id  Type  Owner  Lanes
        Send Letter  41  –     –      –

      Procedures removed: 6
        Procedure            Id  Type           Owner           Lanes
        Archive Files        70  –              CFO             –
        Archive Index        71  –              –               –
        Review               80  PROCESS_MODEL  –               –
        Review               81  TASK           –               –
        Send Welcome Letter  40  TASK           –               –
        Trade Fair Leads     60  SUBPROCESS     Sales Director  –

      Procedures changed: 2
        Procedure              Id  Type           Changed                          Owner           Lanes
        Customer | Onboarding  20  PROCESS_MODEL  name, status, owner, lanes, url  –               –
        Sales Pipeline         10  PROCESS_MODEL  lanes, url                       Sales Director  –

      Calls added: 1
        - Customer | Onboarding (id:20) → Send Letter (id:41)

      Calls removed: 9
        - Archive Files (id:70) → Archive Index (id:71)
        - Archive Index (id:71) → Archive Files (id:70)
        - Credit Check (id:30) → Customer | Onboarding (id:20)
        - Customer | Onboarding (id:20) → Send Welcome Letter (id:40)
        - Review (id:80) → Review (id:81)
        - Review (id:81) → Review (id:81)
        - Sales Pipeline (id:10) → Review (id:80)
        - Send Welcome Letter (id:40) → Send Welcome Letter (id:40)
        - Trade Fair Leads (id:60) → Credit Check (id:30)

      Cycles lost: 4
        - 2 procedures: Archive Files (id:70), Archive Index (id:71)
        - 2 procedures: Credit Check (id:30), Customer | Onboarding (id:20)
        - 1 procedure: Review (id:81)
        - 1 procedure: Send Welcome Letter (id:40)

      Orphans lost: 3
        Procedure         Id  Type        Reason       Owner           Lanes
        Archive Files     70  –           unreachable  CFO             –
        Archive Index     71  –           unreachable  –               –
        Trade Fair Leads  60  SUBPROCESS  uncalled     Sales Director  –

      Affected by what changed: 2
      2 procedures that did not change lead to what did: 1 owner to notify.
        Distance  Procedure              Id                   Type        Owner  Via
        1         Credit Check           30                   SUBPROCESS  CFO    Customer | Onboarding
        1         Lead Intake (missing)  missing:Lead Intake  –           –      Customer | Onboarding
      To notify: CFO (1), no owner (1)
      Lanes to notify: Finance (1), no lane (1)
      "
    `);
  });

  it('as Markdown', () => {
    expect(formatReport(diffReport(LATER, SUBJECT), 'markdown')).toMatchInlineSnapshot(`
      "## From 5 procedures (of unknown time) to 10 procedures (2026-01-01T00:00:00.000Z)

      ### Procedures added: 6

      | Procedure | Id | Type | Owner | Lanes |
      | --- | --- | --- | --- | --- |
      | Archive Files | 70 | – | CFO | – |
      | Archive Index | 71 | – | – | – |
      | Review | 80 | PROCESS\\_MODEL | – | – |
      | Review | 81 | TASK | – | – |
      | Send Welcome Letter | 40 | TASK | – | – |
      | Trade Fair Leads | 60 | SUBPROCESS | Sales Director | – |

      ### Procedures removed: 1

      | Procedure | Id | Type | Owner | Lanes |
      | --- | --- | --- | --- | --- |
      | Send Letter | 41 | – | – | – |

      ### Procedures changed: 2

      | Procedure | Id | Type | Changed | Owner | Lanes |
      | --- | --- | --- | --- | --- | --- |
      | [Customer Onboarding](<https://a.example/document/20>) | 20 | PROCESS\\_MODEL | name, status, owner, lanes, url | Customer Success Manager | Sales, Finance |
      | [Sales Pipeline](<https://a.example/document/10>) | 10 | PROCESS\\_MODEL | lanes, url | Sales Director | Sales, Inside Sales |

      ### Calls added: 9

      - Archive Files (id:70) → Archive Index (id:71)
      - Archive Index (id:71) → Archive Files (id:70)
      - Credit Check (id:30) → Customer Onboarding (id:20)
      - Customer Onboarding (id:20) → Send Welcome Letter (id:40)
      - Review (id:80) → Review (id:81)
      - Review (id:81) → Review (id:81)
      - Sales Pipeline (id:10) → Review (id:80)
      - Send Welcome Letter (id:40) → Send Welcome Letter (id:40)
      - Trade Fair Leads (id:60) → Credit Check (id:30)

      ### Calls removed: 1

      - Customer Onboarding (id:20) → Send Letter (id:41)

      ### Cycles gained: 4

      - 2 procedures: Archive Files (id:70), Archive Index (id:71)
      - 2 procedures: Credit Check (id:30), Customer Onboarding (id:20)
      - 1 procedure: Review (id:81)
      - 1 procedure: Send Welcome Letter (id:40)

      ### Orphans gained: 3

      | Procedure | Id | Type | Reason | Owner | Lanes |
      | --- | --- | --- | --- | --- | --- |
      | Archive Files | 70 | – | unreachable | CFO | – |
      | Archive Index | 71 | – | unreachable | – | – |
      | Trade Fair Leads | 60 | SUBPROCESS | uncalled | Sales Director | – |

      ### Affected by what changed: 2

      2 procedures that did not change lead to what did: 1 owner to notify.

      | Distance | Procedure | Id | Type | Owner | Via |
      | --- | --- | --- | --- | --- | --- |
      | 1 | Credit Check | 30 | SUBPROCESS | CFO | Customer Onboarding |
      | 1 | Lead Intake (missing) | missing:Lead Intake | – | – | Customer Onboarding |

      To notify: CFO (1), no owner (1)

      Lanes to notify: Finance (1), no lane (1)
      "
    `);
  });

  it('says that there is no difference', () => {
    expect(formatReport(diffReport(SUBJECT, SUBJECT), 'text')).toMatch(/\nNo differences\.\n$/);
  });

  it('names some of a large cycle', () => {
    const ring = Array.from({ length: 30 }, (_, at) => `r${10 + at}`);
    const after = subjectOf(graphOf(`${ring.join(' -> ')} -> r10`));
    const text = formatReport(diffReport(subjectOf(graphOf('')), after), 'text');
    expect(text).toMatch(/ {2}- 30 procedures: r10 \(id:r10\), .*r19 \(id:r19\) and 20 more\n/);
  });
});
