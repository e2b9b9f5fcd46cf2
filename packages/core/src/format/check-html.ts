import { create, type XMLElement } from 'xmlbuilder';
import { countOf, showControls } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Violation } from '../rules/violations.js';
import {
  acceptedBlocks,
  groupByRule,
  groupTitle,
  incompleteNotes,
  procedureLookup,
  type RuleGroup,
  staleBlocks,
  summaryOf,
} from './check-blocks.js';
import { CHECK_STYLE } from './check-html-style.js';
import { linkable, shownName } from './escape.js';

/** A check as one HTML page that needs nothing else: no script, nothing loaded, only `http(s)` links. */
export function formatCheckHtml(report: CheckReport): string {
  const procedures = procedureLookup(report);
  const html = create('html', { headless: true, invalidCharReplacement: '\ufffd' }).dtd().root();
  html.att('lang', 'en');
  const head = html.ele('head');
  head.ele('meta', { charset: 'utf-8' });
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  head.ele('meta', { 'http-equiv': 'Content-Security-Policy', content: policy });
  head.ele('meta', { name: 'viewport', content: 'width=device-width' });
  head.ele('title', 'klarify-graph check');
  head.ele('style', CHECK_STYLE);
  const body = html.ele('body');
  body.ele('h1', summaryOf(report));
  for (const note of incompleteNotes(report)) body.ele('p', { class: 'error' }).ele('strong', note);
  const { fetchedAt, procedures: count } = report.source;
  body.ele('p', `${countOf(count, 'procedure')}, fetched at ${fetchedAt ?? 'an unknown time'}.`);
  for (const group of groupByRule(report)) addGroup(body, group, procedures);
  for (const block of [...acceptedBlocks(report), ...staleBlocks(report)]) {
    if (block.kind === 'heading') body.ele('h2', showControls(block.text));
    if (block.kind === 'line') body.ele('p', showControls(block.text));
    if (block.kind === 'list') {
      const list = body.ele('ul');
      for (const item of block.items) list.ele('li', showControls(item));
    }
  }
  return `${html.end({ pretty: true })}\n`;
}

function addGroup(
  body: XMLElement,
  group: RuleGroup,
  procedures: ReadonlyMap<string, ProcedureSummary>,
): void {
  const section = body.ele('section', { class: group.severity });
  section.ele('h2', showControls(groupTitle(group)));
  section.ele('p', showControls(group.description));
  const table = section.ele('table');
  const header = table.ele('thead').ele('tr');
  for (const title of ['Procedure', 'Owner', 'Violation']) header.ele('th', title);
  const rows = table.ele('tbody');
  for (const violation of [...group.fresh, ...group.known]) addRow(rows, violation, procedures);
}

function addRow(
  rows: XMLElement,
  { procedures: ids, message, known }: Violation,
  procedures: ReadonlyMap<string, ProcedureSummary>,
): void {
  const row = rows.ele('tr', known ? { class: 'known' } : {});
  const first = procedures.get(ids[0] ?? '');
  const name = showControls(first === undefined ? '–' : shownName(first.name));
  const href = linkable(first?.url ?? null);
  const cell = row.ele('td');
  if (href === null) cell.txt(name);
  else cell.ele('a', { href }, name);
  row.ele('td', showControls(first?.owner ?? '') || '–');
  row.ele('td', `${showControls(message)}${known ? ' (known)' : ''}`);
}
