/** Light and dark, for a wide screen, a narrow one and paper. Without `<`, `>` and `&`, which would be escaped. */
export const CHECK_STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2937; --faint: #596273; --line: #e5e7eb; --link: #1d4ed8; --error: #b91c1c; --warn: #92400e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #111827; --text: #e5e7eb; --faint: #9ca3af; --line: #374151; --link: #93c5fd; --error: #fca5a5; --warn: #fcd34d; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page); overflow-wrap: anywhere; }
a { color: var(--link); }
.error h2, p.error { color: var(--error); }
.warn h2 { color: var(--warn); }
.known { color: var(--faint); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); }
th:first-child { width: 26%; }
th:nth-child(2) { width: 16%; }
@media (max-width: 40rem) {
  thead { display: none; }
  tr, td { display: block; }
  tr { border-top: 1px solid var(--line); padding: .35rem 0; }
  td { border: 0; padding: 0; }
  td:first-child { font-weight: 600; }
  td:nth-child(2) { color: var(--faint); }
}
@media print {
  :root { --page: #fff; --text: #000; --faint: #444; --line: #999; --link: #000; --error: #000; --warn: #000; color-scheme: light; }
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
}
`;
