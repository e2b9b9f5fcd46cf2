import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

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
  return {
    name: 'klarify-graph:content-security-policy',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          // A parser turns CR LF into LF before it hashes.
          const html = String(file.source).replaceAll('\r\n', '\n');
          if (!html.includes(CHARSET))
            this.error(`${file.fileName} has no ${CHARSET} to put the policy after`);
          file.source = html.replace(CHARSET, () => `${CHARSET}\n    ${policyElement(html)}`);
        }
      },
    },
  };
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
