import { create, type XMLElement } from 'xmlbuilder';
import { showControls } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Violation } from '../rules/violations.js';
import { groupByRule, incompleteNotes, procedureLookup } from './check-blocks.js';
import { shownName } from './escape.js';

/** Procedures that the name of a test case holds at most. */
const NAMED = 3;

/**
 * A check as JUnit XML, valid against the schemas of Jenkins from the fourth on: a suite a rule, a case a violation. New
 * errors are failures, known and accepted violations are skipped, warnings and notes pass and say what they are. A rule
 * without violations is one case that passes.
 */
export function formatJunit(report: CheckReport): string {
  const procedures = procedureLookup(report);
  const groups = new Map(groupByRule(report).map((group) => [group.rule, group]));
  const root = create('testsuites', { encoding: 'UTF-8', invalidCharReplacement: '\ufffd' });
  const incomplete = incompleteNotes(report);
  for (const note of incomplete) addIncomplete(root, note);
  let [tests, failures] = [incomplete.length, 0];
  for (const { name } of report.rules) {
    const group = groups.get(name);
    const accepted = report.accepted.filter(({ rule }) => rule === name);
    const failed = group?.severity === 'error' ? group.fresh.length : 0;
    const left = (group?.known.length ?? 0) + accepted.length;
    const cases = Math.max(1, (group?.fresh.length ?? 0) + left);
    [tests, failures] = [tests + cases, failures + failed];
    const suite = root.ele('testsuite', {
      name: shown(name),
      tests: cases,
      failures: failed,
      errors: 0,
      skipped: left,
    });
    for (const violation of group?.fresh ?? []) {
      const test = testCase(suite, violation, procedures);
      const message = shown(violation.message);
      if (violation.severity === 'error') test.ele('failure', { message, type: shown(name) }, message);
      else test.ele('system-out', {}, `${violation.severity}: ${message}`);
    }
    for (const violation of group?.known ?? []) {
      addSkipped(testCase(suite, violation, procedures), `known: ${violation.message}`);
    }
    for (const violation of accepted) {
      const why = `accepted: ${violation.message} ${violation.reason}`;
      addSkipped(testCase(suite, violation, procedures), why);
    }
    if (group === undefined && accepted.length === 0) {
      suite.ele('testcase', { name: 'no violations', classname: shown(name) });
    }
  }
  root.att({ name: 'klarify-graph', tests, failures, errors: incomplete.length });
  return `${root.end({ pretty: true })}\n`;
}

function testCase(
  suite: XMLElement,
  { rule, procedures: ids, fingerprint }: Omit<Violation, 'known'>,
  procedures: ReadonlyMap<string, ProcedureSummary>,
): XMLElement {
  const names = ids.slice(0, NAMED).map((id) => `${shownName(procedures.get(id)?.name ?? '')} (${id})`);
  const more = ids.length - names.length;
  const name = names.length === 0 ? fingerprint : `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return suite.ele('testcase', { name: shown(name), classname: shown(rule) });
}

/** A suite of one error: a build server that reads the file alone must not take the check for passed. */
function addIncomplete(root: XMLElement, note: string): void {
  const suite = root.ele('testsuite', {
    name: 'complete data',
    tests: 1,
    failures: 0,
    errors: 1,
    skipped: 0,
  });
  const test = suite.ele('testcase', { name: 'the data is complete', classname: 'klarify-graph' });
  test.ele('error', { message: note, type: 'incomplete' }, note);
}

/** As text: the older schemas of Jenkins know no attribute here. */
function addSkipped(test: XMLElement, why: string): void {
  test.ele('skipped', {}, shown(why));
}

/** Half surrogates and the like are the builder's to replace; control characters stay readable. */
function shown(text: string): string {
  return showControls(text);
}
