import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type GraphChanges, graphDocument, packGraph, type Subject } from '@klarify-graph/core';

const PLACEHOLDER = '__KLARIFY_GRAPH_DATA__';
/** Procedures and calls up to which the data stays JSON that people can read; beyond, it is packed and compressed. */
const READABLE_UP_TO = 2000;

/** What the page is to show. */
export interface ViewerData {
  readonly subject: Subject;
  readonly entryPoints: readonly number[] | undefined;
  readonly changes?: GraphChanges | undefined;
}

/** The viewer as one HTML file that holds the graph. */
export async function fillViewer(data: ViewerData): Promise<string> {
  const { before, after } = await readTemplate();
  return `${before}${await embed(data)}${after}`;
}

/** The viewer without a graph, for a web server: it may read graphs from its own origin, as `?graph=` or a file says. */
export async function hostedViewer(): Promise<string> {
  const { before, after } = await readTemplate();
  const page = `${before}null${after}`;
  const hosted = page.replace("connect-src 'none'", "connect-src 'self'");
  if (hosted === page) throw damaged();
  return hosted;
}

async function readTemplate(): Promise<{ readonly before: string; readonly after: string }> {
  const template = await readFile(new URL('viewer.html', viewerFolder()), 'utf8');
  const [before, after, ...more] = template.split(PLACEHOLDER);
  if (before === undefined || after === undefined || more.length > 0) throw damaged();
  return { before, after };
}

function damaged(): Error {
  return new Error('The viewer that belongs to this klarify-graph is damaged. Install klarify-graph again.');
}

/** The built files lie in `dist`, whichever chunk of the bundle this code ends up in. */
function viewerFolder(): URL {
  const here = new URL('.', import.meta.url);
  return here.pathname.endsWith('/chunks/') ? new URL('..', here) : here;
}

async function embed({ subject, entryPoints, changes }: ViewerData): Promise<string> {
  const { procedures, calls } = subject.graph;
  if (procedures.length + calls.callers.length <= READABLE_UP_TO) {
    return embedJson(graphDocument(subject, entryPoints, changes));
  }
  const packed = await promisify(gzip)(packGraph(subject, entryPoints, changes), { level: 9 });
  return `"${packed.toString('base64')}"`;
}

/**
 * JSON that cannot end the script element it stands in, whatever the names hold, nor holds a character that a valid
 * page may not: control characters, and those that Unicode says are none.
 */
export function embedJson(document: object): string {
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029\p{Cc}\p{Noncharacter_Code_Point}]/gu,
    escapeUnits,
  );
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
