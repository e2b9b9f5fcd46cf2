export * from './atomic-write.js';
export * from './parse-input.js';
export * from './read-file.js';
export * from './snapshot-store.js';
export * from './stored-snapshot.js';
