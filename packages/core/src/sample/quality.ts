import { type Area, instructions, model, sub, task } from './define.js';

/** The quality management system: documents, audits, complaints and their remedy. */
export const QUALITY: Area = {
  owner: 'quality',
  lanes: ['Quality'],
  entries: [
    model(17001, 'Quality Management System', { lanes: ['Management Board', 'Quality', 'Production'] }),
    model(17010, 'Document Control', { from: [17001] }),
    task(17014, 'Publish Controlled Document', 'Document Controller', { within: [17010] }),

    model(17020, 'Internal Audit', {
      lanes: [['Quality', 'Internal Auditors'], 'Department Heads'],
      from: [17001],
    }),
    task(17021, 'Conduct Audit On Site', 'Internal Auditor', { within: [17020], from: [17025] }),
    task(17022, 'Write Audit Report', 'Internal Auditor', { within: [17020, 17025] }),
    model(17025, 'Supplier Audit', { lanes: ['Quality', 'Purchasing'], from: [17001] }),

    // The remedy of a nonconformance: the analysis may be repeated, and what proves ineffective starts anew.
    model(17030, 'Nonconformance Handling', {
      lanes: ['Production', ['Quality', 'Quality Inspection']],
      from: [17020, 17025, 17040, 13057, 17034],
    }),
    model(17031, 'Root Cause Analysis', { lanes: ['Quality', 'Engineering'], from: [17030, 17032, 16020] }),
    model(17032, 'Corrective Action', { lanes: ['Quality', 'Department Heads'], from: [17030, 17031] }),
    model(17033, 'Change Control', { lanes: ['Engineering', 'Quality', 'Production'], from: [17032, 17050] }),
    model(17034, 'Effectiveness Verification', { from: [17033] }),
    task(17035, 'Contain Nonconforming Parts', 'Quality Inspector', { within: [17030] }),
    task(17036, 'Run Five Whys Session', 'Quality Engineer', { within: [17031] }),

    model(17040, 'Customer Complaint Handling', {
      lanes: [['Customer Service', 'First Line'], 'Quality'],
      from: [12001, 17001],
    }),
    task(17041, 'Register Complaint', 'Customer Service Representative', {
      owner: 'customerService',
      within: [17040],
      from: [12341],
    }),
    sub(17042, 'Returned Goods Inspection', { lanes: [['Quality', 'Quality Inspection']], within: [17040] }),

    model(17050, 'Product Release', { lanes: ['Engineering', 'Quality', 'Sales'] }),
    sub(17051, 'Prototype Testing', {
      status: 'EDITED',
      lanes: [['Engineering', 'Test Bench']],
      within: [17050],
    }),
    model(17060, 'Calibration Management', { lanes: ['Metrology'], from: [17001] }),
    task(17061, 'Calibrate Measuring Equipment', 'Metrology Technician', { within: [17060], from: [17051] }),
    instructions(17070, 'Ultrasonic Inspection Instructions', { status: 'DRAFT', from: [17042, 13057] }),
  ],
};
