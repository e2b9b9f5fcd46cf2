import { buildRecords } from './build.js';
import { CORPORATE } from './corporate.js';
import { FINANCE } from './finance.js';
import { HUMAN_RESOURCES } from './human-resources.js';
import { IT_SERVICE } from './it-service.js';
import { ONBOARDING } from './onboarding.js';
import { PROCUREMENT } from './procurement.js';
import { QUALITY } from './quality.js';
import { SALES } from './sales.js';

/** When the sample organisation counts as fetched: fixed, so that every answer about it is repeatable. */
export const SAMPLE_FETCHED_AT = '2026-11-02T06:00:00.000Z';

/**
 * The procedures of Aldermere Pumps, an invented maker of industrial pumps, as the API would send them:
 * mostly dialect B, a few in dialect A, with the flaws of real organisations (loops, orphans, a shared name,
 * references to archived procedures).
 */
export function sampleRecords(): readonly unknown[] {
  return buildRecords([
    CORPORATE,
    SALES,
    ONBOARDING,
    PROCUREMENT,
    FINANCE,
    HUMAN_RESOURCES,
    IT_SERVICE,
    QUALITY,
  ]);
}
