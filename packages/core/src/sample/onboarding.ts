import { type Area, instructions, model, sub, task } from './define.js';

/** Taking a new customer in and judging its credit. */
export const ONBOARDING: Area = {
  owner: 'customerSuccess',
  lanes: ['Customer Success'],
  entries: [
    model(12345, 'Customer Onboarding Process', {
      lanes: [['Customer Service', 'First Line', 'Back Office'], 'Account Management', 'Finance'],
      from: [12100, 12210],
      published: '2023-06-12',
      updated: '2026-10-07',
    }),

    sub(12310, 'Customer Account Setup', {
      lanes: [['Customer Service', 'Back Office'], 'Master Data Team'],
      within: [12345],
    }),
    task(12311, 'Create Customer Master Record', 'Customer Data Clerk', {
      owner: 'dataSteward',
      within: [12310],
    }),
    task(12312, 'Send Welcome Letter', 'Customer Service Representative', { within: [12310] }),
    task(12313, 'Set Payment Terms', 'Credit Analyst', { owner: 'creditManager', within: [12310] }),

    sub(12320, 'Know Your Customer Check', { lanes: ['Compliance'], within: [12345] }),
    task(12321, 'Screen Against Sanctions Lists', 'Compliance Officer', { within: [12320], from: [13030] }),
    instructions(12323, 'Export Control Classification Guide', { owner: null, from: [12321] }),

    sub(12330, 'Technical Kick-Off', { lanes: ['Account Management', 'Field Service'], within: [12345] }),
    task(12331, 'Plan Commissioning Visit', 'Field Service Coordinator', { within: [12330] }),
    instructions(12333, 'Commissioning Checklist', { owner: 'quality', from: [12331] }),

    sub(12340, 'First Order Support', { lanes: ['Customer Service'], within: [12345] }),
    task(12341, 'Follow Up First Delivery', 'Customer Service Representative', { within: [12340] }),

    sub(12350, 'Onboarding Review', { lanes: ['Account Management'], within: [12345] }),
    task(12352, 'Collect Onboarding Feedback', 'Account Manager', { dialect: 'A', within: [12350] }),

    // Already called by the published onboarding process, though never published itself.
    sub(12360, 'Customer Portal Self-Registration', {
      status: 'DRAFT',
      lanes: ['Customer', 'IT Service Desk'],
      within: [12345],
      updated: '2026-10-14',
    }),

    // The check asks for a review when the score is low, the review for a new check when it is done.
    model(12380, 'Credit Check', {
      owner: 'creditManager',
      lanes: [['Finance', 'Credit Control']],
      from: [12313, 12191, 12385],
    }),
    task(12382, 'Set Credit Limit', 'Credit Analyst', { owner: 'creditManager', within: [12380] }),
    instructions(12383, 'Credit Scoring Instructions', { owner: 'creditManager', from: [12382, 12386] }),
    model(12385, 'Customer Risk Review', {
      owner: 'creditManager',
      lanes: [['Finance', 'Credit Control'], 'Sales'],
      from: [12380, 14070],
    }),
    task(12386, 'Reassess Customer Exposure', 'Credit Controller', {
      owner: 'creditManager',
      within: [12385],
    }),
  ],
};
