import { distance } from 'fastest-levenshtein';
import { KlarifyGraphError } from '../errors.js';
import { RULES } from './all-rules.js';
import type { Rule, RuleSetting } from './rule.js';

/** A rule's setting as it is written: a severity, or a severity and options. */
export type RuleEntry =
  | RuleSetting
  | readonly [RuleSetting]
  | readonly [RuleSetting, Readonly<Record<string, unknown>>];

/** The settings of rules by name; what is not named keeps its default. */
export type RuleEntries = Readonly<Record<string, RuleEntry | undefined>>;

/** A rule as it is to run. */
export interface ResolvedRule {
  readonly rule: Rule;
  readonly setting: RuleSetting;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the setting comes from. */
  readonly from: 'configuration' | 'default';
}

/** Every rule with its setting, in the order of {@link RULES}. @throws KlarifyGraphError `invalid-config` on a name that is no rule's. */
export function resolveRules(entries: RuleEntries = {}): readonly ResolvedRule[] {
  for (const name of Object.keys(entries)) {
    if (RULES.some((rule) => rule.name === name)) continue;
    throw new KlarifyGraphError(
      'invalid-config',
      `There is no rule "${name}"; did you mean "${nearestOf(
        name,
        RULES.map((rule) => rule.name),
      )}"?`,
    );
  }
  return RULES.map((rule) => {
    const entry = Object.hasOwn(entries, rule.name) ? entries[rule.name] : undefined;
    if (entry === undefined) return { rule, setting: rule.defaultSetting, options: {}, from: 'default' };
    const [setting, options = {}] = typeof entry === 'string' ? [entry] : entry;
    return { rule, setting, options, from: 'configuration' };
  });
}

/** The one of some names that is nearest to what was written, in whatever case. */
export function nearestOf(text: string, names: readonly string[]): string {
  const far = (name: string) => distance(name.toLowerCase(), text.toLowerCase());
  return [...names].sort((a, b) => far(a) - far(b))[0] ?? '';
}
