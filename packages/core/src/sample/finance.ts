import { type Area, instructions, model, sub, task } from './define.js';

/** Payables, receivables, the close and the budget. */
export const FINANCE: Area = {
  owner: 'controller',
  lanes: ['Finance'],
  entries: [
    model(14001, 'Record to Report', { lanes: [['Finance', 'General Ledger', 'Controlling']] }),
    model(14010, 'Month-End Close', {
      lanes: [['Finance', 'General Ledger', 'Accounts Payable', 'Accounts Receivable']],
      from: [14001, 14030],
    }),
    sub(14011, 'Accruals and Provisions', { lanes: ['General Ledger'], within: [14010] }),
    task(14012, 'Post Accruals', 'General Ledger Accountant', { within: [14011] }),
    sub(14013, 'Account Reconciliation', { status: 'EDITED', lanes: ['General Ledger'], within: [14010] }),
    task(14014, 'Reconcile Bank Accounts', 'Treasury Accountant', { within: [14013] }),
    instructions(14017, 'Journal Entry Instructions', { from: [14012, 14032, 15042] }),
    sub(14020, 'Management Reporting', { lanes: ['Controlling'], within: [14001], from: [10002] }),

    model(14030, 'Year-End Close', { lanes: [['Finance', 'General Ledger'], 'Auditor'], from: [14001] }),
    task(14032, 'Post Year-End Adjustments', 'General Ledger Accountant', { within: [14030] }),
    // Was part of the quarterly close until that was given up.
    task(14035, 'Write Off Obsolete Stock', 'Inventory Accountant', { owner: null, updated: '2024-04-16' }),
    instructions(14036, 'Inventory Valuation Rules', { from: [14030, 14035] }),

    model(14040, 'Invoice Approval', {
      owner: 'payables',
      lanes: [['Finance', 'Accounts Payable'], 'Budget Owner'],
      from: [14042],
    }),
    model(14042, 'Accounts Payable Processing', {
      owner: 'payables',
      lanes: [['Finance', 'Accounts Payable']],
      from: [13001, 14010],
    }),
    // Says by name which procedure calls it, and two bear that name.
    model(14045, 'Payment Block Handling', {
      dialect: 'A',
      owner: 'payables',
      lanes: ['Accounts Payable', 'Purchasing'],
      from: ['Invoice Approval'],
    }),
    sub(14047, 'Payment Run', {
      owner: 'payables',
      lanes: ['Accounts Payable', 'Treasury'],
      within: [14042],
    }),
    task(14048, 'Release Payment Batch', 'Treasury Accountant', { owner: 'payables', within: [14047] }),

    model(14050, 'Annual Budgeting', {
      status: 'EDITED',
      lanes: ['Controlling', 'Department Heads'],
      from: [10001],
    }),
    model(14070, 'Receivables Collection', {
      owner: 'creditManager',
      lanes: [['Finance', 'Accounts Receivable', 'Credit Control']],
      from: [12001, 14010],
    }),
    task(14071, 'Issue Customer Invoice', 'Accounts Receivable Clerk', {
      owner: 'creditManager',
      within: [12001],
    }),
    task(14072, 'Send Payment Reminder', 'Accounts Receivable Clerk', {
      owner: 'creditManager',
      status: 'EDITED',
      within: [14070],
    }),
  ],
};
