import { showControls } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import { incompleteNotes, procedureLookup } from './check-blocks.js';
import { cutTo, shownName, wellFormed } from './escape.js';

/** What TeamCity takes of a value, in characters, the ellipsis of a longer one among them. */
const LONGEST = 4000 - 1;
const LONGEST_OF = new Map([
  ['id', 255 - 1],
  ['typeId', 255 - 1],
  ['name', 255 - 1],
]);

const SEVERITIES = { error: 'ERROR', warn: 'WARNING', info: 'INFO' } as const;

/** A check as service messages of TeamCity: an inspection for each new violation, and the counts as statistics. */
export function formatTeamcity(report: CheckReport): string {
  const fresh = report.violations.filter(({ known }) => !known);
  const used = new Set(fresh.map(({ rule }) => rule));
  const procedures = procedureLookup(report);
  const messages = [
    ...incompleteNotes(report).map((description) =>
      // An identity has to be an identifier of Java.
      message('buildProblem', { description, identity: 'klarifyGraphIncomplete' }),
    ),
    ...report.rules
      .filter(({ name }) => used.has(name))
      .map(({ name, description }) =>
        message('inspectionType', { id: name, name, description, category: 'klarify-graph' }),
      ),
    ...fresh.map(({ rule, severity, message: text, procedures: ids }) =>
      message('inspection', {
        typeId: rule,
        message: text,
        // TeamCity wants a file and groups by it.
        file: shownName(procedures.get(ids[0] ?? '')?.name ?? 'klarify-graph'),
        SEVERITY: SEVERITIES[severity],
      }),
    ),
    ...Object.entries(report.summary).map(([key, value]) =>
      message('buildStatisticValue', { key: `klarify-graph.${key}`, value: String(value) }),
    ),
  ];
  return `${messages.join('\n')}\n`;
}

function message(name: string, attributes: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => `${key}='${escapeValue(cutTo(value, LONGEST_OF.get(key) ?? LONGEST))}'`,
  );
  return `##teamcity[${name} ${pairs.join(' ')}]`;
}

/** As TeamCity documents it; what is not ASCII by its code. */
function escapeValue(text: string): string {
  return showControls(wellFormed(text))
    .replace(/[|'[\]]/g, '|$&')
    .replace(/[^\u0000-\u007f]/g, (unit) => `|0x${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
