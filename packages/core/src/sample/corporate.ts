import { type Area, instructions, model, sub, task } from './define.js';

/** Planning at company level, and the procedures that every area shares. */
export const CORPORATE: Area = {
  owner: 'coo',
  lanes: ['Management Board', 'Department Heads'],
  entries: [
    model(10001, 'Annual Business Planning', {
      owner: 'strategy',
      lanes: ['Management Board', 'Strategy', ['Finance', 'Controlling']],
    }),
    model(10002, 'Quarterly Business Review', { owner: 'strategy', lanes: ['Management Board', 'Strategy'] }),
    model(10003, 'Sales and Operations Planning', {
      lanes: ['Sales', 'Production Planning', 'Purchasing'],
      from: [10001, 10002],
    }),
    sub(10004, 'Strategic Objective Setting', { owner: 'strategy', within: [10001] }),
    sub(10006, 'Demand and Capacity Balancing', { lanes: ['Production Planning'], within: [10003] }),

    model(10010, 'Document Approval', {
      owner: 'quality',
      lanes: ['Author', 'Reviewer', 'Approver'],
      from: [10004, 12130, 12160, 13010, 14030, 15060, 16070, 17010, 17050],
    }),
    task(10011, 'Route Document for Review', 'Document Author', { owner: 'quality', within: [10010] }),
    task(10012, 'Record Approval Decision', 'Document Controller', { owner: 'quality', within: [10010] }),
    instructions(10013, 'Electronic Signature Instructions', { owner: 'quality', from: [10012, 12162] }),

    model(10020, 'Master Data Maintenance', {
      owner: 'dataSteward',
      lanes: ['Requester', 'Master Data Team'],
      from: [12110, 12190, 12311, 13030, 15020, 17060],
    }),
    task(10021, 'Check Request for Duplicates', 'Master Data Specialist', {
      owner: 'dataSteward',
      within: [10020],
    }),
    task(10022, 'Update Master Data Record', 'Master Data Specialist', {
      owner: 'dataSteward',
      within: [10020],
    }),
    instructions(10023, 'Master Data Naming Conventions', { owner: 'dataSteward', from: [10021, 10022] }),

    // Each level of management that does not settle the matter passes it to the next.
    model(10040, 'Escalation to Management', {
      lanes: ['Line Manager', 'Department Heads', 'Management Board'],
      from: [10040, 12340, 13070, 16010, 17040],
    }),
    task(10041, 'Prepare Escalation Summary', 'Line Manager', { within: [10040] }),
    // Many rely on it, nobody has looked after it for years.
    instructions(10050, 'Records Retention Guidelines', {
      owner: null,
      updated: '2023-02-14',
      published: '2023-02-14',
      from: [10012, 12162, 13053, 15052, 17014],
    }),
    instructions(10060, 'Business Correspondence Style Guide', {
      owner: null,
      from: [10041, 12134, 12312, 12352, 13012, 15013],
    }),

    // Nothing calls these, and they call nothing.
    model(10080, 'Visitor Registration', { owner: null, lanes: ['Reception'] }),
    instructions(10081, 'Meeting Room Equipment Instructions', { owner: null }),
    instructions(10082, 'Company Car Guidelines', { owner: 'hr', status: 'EDITED' }),
  ],
};
