import * as v from 'valibot';
import { defineRule } from './rule.js';

/** Baseline entries that no violation matches any more. They are found against the baseline, not in the graph. */
export const noStaleBaseline = defineRule({
  name: 'no-stale-baseline',
  description: 'The baseline must not list what no longer occurs.',
  details:
    'Stale entries are always counted and reported. With this rule each is a violation as well, so that `"error"` keeps a baseline from rotting: whoever repairs something takes it out, with `check --update-baseline`.',
  defaultSetting: 'off',
  options: v.strictObject({}),
  find: () => [],
});
