export { type GenerateOptions, generateOrganisation, mulberry32 } from './organisation.js';
export { toRecords } from './records.js';
export { DEFAULT_ACCESS_KEY, startDouble } from './server.js';
export type {
  Dialect,
  DoubleOptions,
  DoubleProcedure,
  Envelope,
  EnvelopeLie,
  Fault,
  FaultRule,
  KlarifyDouble,
  LoggedRequest,
  MutableOrganisation,
  RecordPatch,
  RequestHook,
  TransportFault,
} from './types.js';
