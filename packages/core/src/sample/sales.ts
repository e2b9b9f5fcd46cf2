import { type Area, instructions, model, sub, task } from './define.js';

/** From the first contact with a prospect to the shipped order. */
export const SALES: Area = {
  owner: 'salesOps',
  lanes: ['Sales'],
  entries: [
    model(12001, 'Lead to Cash', {
      owner: 'coo',
      lanes: ['Sales', 'Customer Service', 'Logistics', ['Finance', 'Accounts Receivable']],
    }),
    model(12100, 'Sales Pipeline Process', {
      owner: 'salesDirector',
      lanes: [['Sales', 'Inside Sales', 'Field Sales'], 'Marketing', 'Application Engineering'],
      from: [12001, 12180, 12200, 12210],
      published: '2023-05-08',
      updated: '2026-09-16',
    }),

    sub(12110, 'Lead Qualification', { lanes: [['Sales', 'Inside Sales'], 'Marketing'], within: [12100] }),
    task(12111, 'Qualify Inbound Lead', 'Sales Development Representative', {
      within: [12110],
      from: [12230],
    }),
    instructions(12113, 'Lead Scoring Guide', { from: [12111] }),

    sub(12120, 'Needs Analysis', {
      lanes: [['Sales', 'Field Sales'], 'Application Engineering'],
      within: [12100],
    }),
    task(12122, 'Record Application Requirements', 'Application Engineer', { within: [12120] }),
    instructions(12123, 'Pump Selection Worksheet', { from: [12122, 12132] }),

    sub(12130, 'Quotation', {
      lanes: [['Sales', 'Inside Sales'], 'Application Engineering'],
      within: [12100],
    }),
    task(12132, 'Size and Configure Pump', 'Application Engineer', { within: [12130] }),
    task(12133, 'Calculate Quotation Price', 'Inside Sales Representative', { within: [12130] }),
    task(12134, 'Issue Quotation', 'Inside Sales Representative', { within: [12130] }),

    model(12150, 'Discount Approval', { owner: 'salesDirector', from: [12130, 12160, 12200] }),
    task(12151, 'Check Margin Against Target', 'Sales Controller', {
      owner: 'salesDirector',
      within: [12150],
    }),

    sub(12160, 'Contract Negotiation', { lanes: ['Sales', 'Legal'], within: [12100] }),
    model(12161, 'Contract Review', { owner: null, lanes: ['Legal'], from: [12160, 13020, 12210] }),
    task(12162, 'Sign and File Contract', 'Contract Administrator', { within: [12161] }),

    model(12180, 'Sales Forecasting', {
      owner: 'salesDirector',
      lanes: ['Sales', 'Controlling'],
      from: [10001, 10003, 14050],
    }),
    task(12181, 'Update Opportunity Forecast', 'Account Manager', { within: [12180] }),

    model(12190, 'Order Fulfilment', {
      owner: 'customerService',
      lanes: ['Customer Service', 'Production Planning', ['Logistics', 'Warehouse', 'Shipping']],
      from: [12001],
    }),
    sub(12191, 'Order Entry', { owner: 'customerService', lanes: ['Customer Service'], within: [12190] }),
    task(12192, 'Send Order Confirmation', 'Customer Service Representative', {
      owner: 'customerService',
      dialect: 'A',
      within: [12191],
    }),
    sub(12193, 'Shipment Preparation', { owner: 'warehouse', lanes: ['Warehouse'], within: [12190] }),
    task(12194, 'Pick and Pack Order', 'Warehouse Operator', { owner: 'warehouse', within: [12193] }),

    model(12200, 'Key Account Management', { owner: 'salesDirector' }),
    model(12210, 'Distributor Management', { status: 'EDITED', lanes: ['Sales', 'Channel Partners'] }),
    // Left over from the time before the lead portal: it calls a live task, but nothing calls it.
    sub(12230, 'Trade Fair Lead Capture', { lanes: ['Marketing'], updated: '2024-05-23' }),
  ],
};
