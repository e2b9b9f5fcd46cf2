import { wellFormed } from './escape.js';

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Text for an element or a quoted attribute of XML 1.0: markup, tabs and line ends as references, the control
 * characters that XML cannot hold (and those that a terminal would obey) as U+FFFD.
 */
export function escapeXml(text: string): string {
  return wellFormed(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => REFERENCES[character]!);
}
