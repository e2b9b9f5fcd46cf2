export { validateAccessKey } from './access-key.js';
export { DEFAULT_ENDPOINT, shownEndpoint, validateEndpoint } from './endpoint.js';
export {
  type FetchAllOptions,
  type FetchedChanges,
  type FetchProgress,
  type FetchResult,
  fetchAllProcedures,
  fetchChanges,
} from './fetch-all.js';
export { redactKey } from './redact.js';
export { DEFAULT_FETCH_ALL_OPTIONS } from './settings.js';
