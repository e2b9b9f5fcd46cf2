export * from './atomic-write.js';
export { hasCode, reasonOf } from './file-errors.js';
export * from './find-stored.js';
export * from './parse-input.js';
export * from './read-file.js';
export * from './snapshot-store.js';
export * from './store-lock.js';
export * from './stored-files.js';
export * from './stored-snapshot.js';
