import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { changePages } from './change-pages.js';

/** What stays allowed besides the hashed scripts and styles: nothing is fetched, framed or submitted. */
const FIXED_DIRECTIVES = [
  "default-src 'none'",
  'img-src data:',
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  'worker-src blob:',
];

const SCRIPT = /<script(?![^>]*type="application\/json")[^>]*>([\s\S]*?)<\/script>/g;
const STYLE = /<style[^>]*>([\s\S]*?)<\/style>/g;
const CHARSET = '<meta charset="utf-8">';

/**
 * Writes the policy into the built page, from the texts of its inline scripts and styles as they stand after inlining.
 * It must be the last plugin: a later change of a text would make its hash wrong.
 */
export function contentSecurityPolicy(): Plugin {
  return changePages('content-security-policy', (built, fileName, fail) => {
    // A parser turns CR LF into LF before it hashes.
    const html = built.replaceAll('\r\n', '\n');
    if (!html.includes(CHARSET)) fail(`${fileName} has no ${CHARSET} to put the policy after`);
    return html.replace(CHARSET, () => `${CHARSET}\n    ${policyElement(html)}`);
  });
}

function policyElement(html: string): string {
  const directives = [
    ...FIXED_DIRECTIVES,
    `script-src ${hashesOf(html, SCRIPT)}`,
    `style-src ${hashesOf(html, STYLE)}`,
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${directives.join('; ')}">`;
}

function hashesOf(html: string, pattern: RegExp): string {
  const hashes = [...html.matchAll(pattern)].map(
    ([, text]) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`,
  );
  return hashes.length === 0 ? "'none'" : hashes.join(' ');
}
