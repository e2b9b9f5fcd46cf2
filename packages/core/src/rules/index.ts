export * from './acceptance.js';
export * from './all-rules.js';
export * from './baseline.js';
export * from './check-rules.js';
export * from './option-schemas.js';
export * from './relation.js';
export * from './resolve-rules.js';
export * from './rule.js';
