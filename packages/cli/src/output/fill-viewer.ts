import { readFile } from 'node:fs/promises';
import type { GraphDocument } from '@klarify-graph/core';

const PLACEHOLDER = '__KLARIFY_GRAPH_DATA__';

/** The viewer as one HTML file that holds the graph. */
export async function fillViewer(document: GraphDocument): Promise<string> {
  const template = await readFile(new URL('viewer.html', viewerFolder()), 'utf8');
  const [before, after, ...more] = template.split(PLACEHOLDER);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('The viewer that belongs to this klarify-graph is damaged. Install klarify-graph again.');
  }
  return `${before}${embedJson(document)}${after}`;
}

/** The built files lie in `dist`, whichever chunk of the bundle this code ends up in. */
function viewerFolder(): URL {
  const here = new URL('.', import.meta.url);
  return here.pathname.endsWith('/chunks/') ? new URL('..', here) : here;
}

/** JSON that cannot end the script element it stands in, whatever the names hold. */
export function embedJson(document: object): string {
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
