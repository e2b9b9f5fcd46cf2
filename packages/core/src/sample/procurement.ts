import { type Area, instructions, model, sub, task } from './define.js';

/** Choosing suppliers, ordering, receiving and clearing their invoices. */
export const PROCUREMENT: Area = {
  owner: 'purchasing',
  lanes: ['Purchasing'],
  entries: [
    model(13001, 'Procure to Pay', {
      lanes: ['Purchasing', 'Warehouse', ['Finance', 'Accounts Payable']],
    }),
    model(13010, 'Supplier Selection', { lanes: [['Purchasing', 'Strategic Sourcing']], from: [13001] }),
    task(13012, 'Send Request for Quotation', 'Strategic Buyer', { within: [13010] }),
    // The first caller is spelt otherwise than the procedure itself, as names typed by hand are.
    model(13015, 'Supplier Evaluation', {
      dialect: 'A',
      lanes: ['Purchasing', 'Quality'],
      from: ['Supplier  selection', 'Supplier Audit'],
    }),
    task(13016, 'Score Supplier Performance', 'Strategic Buyer', { within: [13015] }),

    sub(13020, 'Supplier Contract Conclusion', { lanes: ['Purchasing', 'Legal'], within: [13010] }),
    model(13030, 'Supplier Onboarding', {
      status: 'EDITED',
      lanes: ['Purchasing', 'Compliance'],
      from: [13010],
    }),
    // The second caller is not in the list under any spelling.
    task(13032, 'Set Up Supplier Portal User', 'Operational Buyer', {
      dialect: 'A',
      within: ['Supplier Onboarding'],
      from: ['Vendor Portal Administration'],
    }),

    model(13040, 'Invoice Approval', { lanes: ['Purchasing', 'Budget Owner'], from: [13001] }),

    model(13050, 'Purchase Order Processing', {
      lanes: [['Purchasing', 'Operational Purchasing'], 'Budget Owner'],
      from: [13001, 16040, 10006],
    }),
    task(13052, 'Approve Purchase Requisition', 'Budget Owner', { within: [13050] }),
    task(13053, 'Issue Purchase Order', 'Operational Buyer', { within: [13050] }),
    instructions(13055, 'Purchasing Authority Limits', { owner: 'controller', from: [13052, 13040, 14040] }),

    sub(13056, 'Goods Receipt', { owner: 'warehouse', lanes: ['Warehouse'], within: [13001] }),
    task(13054, 'Book Goods Receipt', 'Warehouse Operator', { owner: 'warehouse', within: [13056] }),
    task(13057, 'Inspect Incoming Goods', 'Quality Inspector', { owner: 'quality', within: [13056] }),

    model(13070, 'Late Delivery Handling', {
      lanes: [['Purchasing', 'Operational Purchasing']],
      from: [13050],
    }),

    // Paper forms, replaced by purchase order processing: they only lead to each other.
    model(13080, 'Paper Purchase Requisition', { owner: null, from: [13081], updated: '2023-03-21' }),
    model(13081, 'Manual Requisition Sign-Off', { owner: null, from: [13080], updated: '2023-03-21' }),
  ],
};
