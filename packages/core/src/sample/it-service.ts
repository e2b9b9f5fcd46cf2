import { type Area, instructions, model, sub, task } from './define.js';

/** Running the IT services the other areas rely on. */
export const IT_SERVICE: Area = {
  owner: 'itService',
  lanes: ['IT Service Desk'],
  entries: [
    model(16001, 'IT Service Management', {
      lanes: [['IT', 'Service Desk', 'Infrastructure', 'Applications']],
    }),
    model(16010, 'Incident Management', {
      lanes: [['IT', 'Service Desk', 'Infrastructure']],
      from: [16001, 16050],
    }),
    task(16011, 'Log and Classify Incident', 'Service Desk Agent', { within: [16010] }),
    task(16012, 'Restore Service', 'System Administrator', { within: [16010] }),
    instructions(16013, 'Incident Priority Matrix', { from: [16011, 16051] }),
    model(16020, 'Problem Management', { lanes: [['IT', 'Infrastructure', 'Applications']], from: [16001] }),

    model(16030, 'Access Request', {
      owner: 'security',
      lanes: ['Requester', 'Line Manager', ['IT', 'Service Desk']],
      from: [12310, 12360, 13032, 15020, 15050, 15060, 15075, 16040, 17010],
    }),
    task(16031, 'Approve Access', 'Line Manager', { owner: 'security', within: [16030] }),
    task(16032, 'Grant or Revoke Access', 'Service Desk Agent', {
      owner: 'security',
      within: [16030, 16055],
    }),
    instructions(16033, 'Role and Permission Catalogue', { owner: 'security', from: [16031, 16032] }),
    instructions(16034, 'Password and Multi-Factor Setup', {
      owner: 'security',
      dialect: 'A',
      from: ['Grant or Revoke Access', 'Prepare Standard Workstation'],
    }),

    model(16040, 'Hardware and Software Request', {
      lanes: ['Requester', ['IT', 'Service Desk'], 'Purchasing'],
      from: [16001, 15020],
    }),
    task(16041, 'Prepare Standard Workstation', 'Service Desk Agent', { within: [16040] }),
    model(16050, 'Security Incident Response', { owner: 'security', lanes: ['Information Security'] }),
    task(16051, 'Assess Security Event', 'Security Analyst', { owner: 'security', within: [16050] }),
    sub(16055, 'Account Lockdown', { owner: 'security', lanes: ['Information Security'], within: [16050] }),

    model(16070, 'IT Change Management', {
      lanes: [['IT', 'Change Advisory Board', 'Applications']],
      from: [16001, 16020, 16012],
    }),
    sub(16071, 'Release Deployment', { lanes: [['IT', 'Applications']], within: [16070] }),
    sub(16080, 'Backup and Restore', {
      status: 'EDITED',
      lanes: [['IT', 'Infrastructure']],
      within: [16001],
    }),
    // Called by a published procedure, never published itself.
    model(16085, 'Cloud Service Approval', {
      owner: 'security',
      status: 'DRAFT',
      updated: '2026-08-19',
      from: [16040],
    }),
  ],
};
