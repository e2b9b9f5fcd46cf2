import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { graphOf } from './draw.js';

/**
 * A small organisation with one of everything: a loop, a self-call, an orphan for each reason, a missing procedure, a
 * shared name.
 */
export function smallOrganisation(): ProcedureGraph {
  return graphOf(
    '10 -> 20 ~> 30 -> 20; (99) -> 20; 20 ~> 40; 40 -> 40; 50; 60 -> 30; 70 -> 71 -> 70; 80; 81',
    {
      10: {
        name: 'Sales Pipeline',
        type: 'PROCESS_MODEL',
        status: 'PUBLISHED',
        owner: 'Sales Director',
        lanes: [{ name: 'Sales', nestedLanes: [{ name: 'Inside Sales' }] }],
        url: 'https://a.example/document/10',
        updated_at: '2026-01-01T00:00:00Z',
      },
      20: {
        name: 'Customer Onboarding',
        type: 'PROCESS_MODEL',
        status: 'published',
        owner: { job_title: 'Customer Success Manager' },
        lanes: ['Sales', 'Finance'],
        url: 'https://a.example/document/20',
      },
      30: { name: 'Credit Check', type: 'SUBPROCESS', status: 'DRAFT', owner: 'CFO', lanes: ['Finance'] },
      40: { name: 'Send Welcome Letter', type: 'TASK', performer: 'Clerk', owner: null },
      50: { name: 'Forgotten Guide', type: 'TASK_INSTRUCTIONS', url: 'javascript:alert(1)' },
      60: { name: 'Trade Fair Leads', type: 'SUBPROCESS', owner: 'Sales Director' },
      70: { name: 'Archive Files', owner: 'CFO' },
      71: { name: 'Archive Index' },
      80: { name: 'Review', type: 'PROCESS_MODEL', called_from: ['Sales Pipeline'] },
      81: { name: 'Review', type: 'TASK', called_from: ['review'], called_within: [{ id: 80 }] },
      99: { name: 'Lead Intake' },
    },
  );
}
