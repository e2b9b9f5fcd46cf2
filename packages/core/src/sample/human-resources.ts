import { type Archived, type Area, instructions, model, sub, task } from './define.js';

const BUSINESS_TRAVEL: Archived = {
  id: 15990,
  name: 'Business Travel Management',
  type: 'PROCESS_MODEL',
  published: '2023-04-03',
  updated: '2025-11-28',
};

/** From the vacancy to the last working day. */
export const HUMAN_RESOURCES: Area = {
  owner: 'hr',
  lanes: ['Human Resources', 'Line Manager'],
  entries: [
    model(15001, 'Hire to Retire', { lanes: [['Human Resources', 'Recruiting', 'HR Administration']] }),
    model(15010, 'Recruitment', {
      lanes: [['Human Resources', 'Recruiting'], 'Line Manager'],
      from: [15001],
    }),
    task(15012, 'Conduct Job Interview', 'Recruiter', { within: [15010] }),
    task(15013, 'Send Employment Offer', 'Recruiter', { within: [15010] }),

    model(15020, 'Employee Onboarding', { lanes: ['Human Resources', 'Line Manager', 'IT'], from: [15001] }),
    task(15022, 'Give Safety Induction', 'Safety Officer', { owner: 'quality', within: [15020] }),
    instructions(15023, 'Site Safety Rules', { owner: 'quality', from: [15022, 17021] }),

    model(15030, 'Performance Review', { status: 'EDITED', from: [15001] }),
    model(15035, 'Training and Qualification', {
      lanes: ['Human Resources', 'Training Coordinator'],
      from: [15020, 15030, 17033],
    }),

    model(15040, 'Payroll Processing', {
      owner: 'payroll',
      lanes: ['Payroll', ['Finance', 'General Ledger']],
      from: [15001, 14010],
    }),
    task(15042, 'Post Payroll Journal', 'Payroll Clerk', { owner: 'payroll', within: [15040] }),

    model(15050, 'Employee Offboarding', { lanes: ['Human Resources', 'Line Manager', 'IT'], from: [15001] }),
    task(15052, 'Archive Personnel File', 'HR Administrator', { within: [15050] }),

    model(15060, 'Organisational Change', { status: 'EDITED', lanes: ['Human Resources', 'Works Council'] }),
    model(15065, 'Remote Work Request', { status: 'DRAFT', from: [15030], updated: '2026-09-30' }),
    // Only an archived process calls it.
    model(15070, 'Travel Expense Settlement', {
      owner: 'payroll',
      lanes: ['Employee', 'Payroll'],
      from: [BUSINESS_TRAVEL],
    }),
    // No process contains it, though it calls on access requests.
    sub(15075, 'International Assignment Preparation', { lanes: ['Human Resources'] }),
  ],
};
