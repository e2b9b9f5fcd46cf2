/** The positions that own procedures in the sample organisation, by the short name the area files use. */
export const POSITIONS = {
  coo: { id: 601, job_title: 'Chief Operating Officer' },
  strategy: { id: 603, job_title: 'Head of Strategy' },
  dataSteward: { id: 605, job_title: 'Master Data Steward' },
  salesDirector: { id: 611, job_title: 'Sales Director' },
  salesOps: { id: 612, job_title: 'Sales Operations Manager' },
  customerService: { id: 615, job_title: 'Customer Service Manager' },
  creditManager: { id: 621, job_title: 'Credit Manager' },
  purchasing: { id: 631, job_title: 'Head of Purchasing' },
  warehouse: { id: 634, job_title: 'Warehouse Manager' },
  payables: { id: 641, job_title: 'Accounts Payable Lead' },
  controller: { id: 642, job_title: 'Financial Controller' },
  hr: { id: 651, job_title: 'Head of Human Resources' },
  payroll: { id: 652, job_title: 'Payroll Manager' },
  itService: { id: 661, job_title: 'IT Service Manager' },
  security: { id: 662, job_title: 'Information Security Officer' },
  quality: { id: 671, job_title: 'Quality Manager' },
  customerSuccess: { id: 678, job_title: 'Customer Success Manager' },
} as const;

export type PositionKey = keyof typeof POSITIONS;
