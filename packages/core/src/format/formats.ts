import type { Report } from './report-blocks.js';

/** The formats of each command that reports, `text` first: what it writes unless told otherwise. */
export const FORMATS = {
  impact: ['text', 'json', 'markdown', 'csv', 'dot', 'mermaid'],
  cycles: ['text', 'json', 'markdown', 'csv', 'dot', 'mermaid'],
  orphans: ['text', 'json', 'markdown', 'csv'],
  path: ['text', 'json', 'markdown', 'dot', 'mermaid'],
  tree: ['text', 'json', 'markdown', 'mermaid'],
  list: ['text', 'json', 'markdown', 'csv'],
  stats: ['text', 'json', 'markdown', 'csv'],
  diff: ['text', 'json', 'markdown'],
  check: ['text', 'json', 'markdown', 'sarif', 'junit', 'github', 'azure', 'teamcity', 'csv', 'html'],
} as const;

/** A command that reports. */
export type ReportCommand = keyof typeof FORMATS;

/** The formats of a command; of any command that reports when none is named. */
export type ReportFormat<Command extends ReportCommand = ReportCommand> = (typeof FORMATS)[Command][number];

/** The formats that draw: they need the calls too, see `pictureOf`. */
export type PictureFormat = 'dot' | 'mermaid';

/** The formats for build servers and pages, see `formatForBuild`: what they need is not loaded by anything else. */
export const BUILD_FORMATS = ['sarif', 'junit', 'github', 'azure', 'teamcity', 'html'] as const;
export type BuildFormat = (typeof BUILD_FORMATS)[number];

/** The formats that need nothing but the report. */
export type WrittenFormat<Command extends ReportCommand = ReportCommand> = Exclude<
  ReportFormat<Command>,
  PictureFormat | BuildFormat
>;

/** Tells whether a format draws. */
export function isPictureFormat<Format extends string>(format: Format): format is Format & PictureFormat {
  return format === 'dot' || format === 'mermaid';
}

/** Tells whether a format is one for build servers and pages. */
export function isBuildFormat<Format extends string>(format: Format): format is Format & BuildFormat {
  return BUILD_FORMATS.some((one) => one === format);
}

type CommandWith<Format extends ReportFormat> = {
  [Command in ReportCommand]: Format extends ReportFormat<Command> ? Command : never;
}[ReportCommand];

/** The reports that have a format. */
export type ReportWith<Format extends ReportFormat> = Extract<
  Report,
  { readonly command: CommandWith<Format> }
>;

/** Tells whether the command of a report has a format. */
export function hasFormat<Format extends ReportFormat>(
  report: Report,
  format: Format,
): report is ReportWith<Format> {
  const formats: readonly ReportFormat[] = FORMATS[report.command];
  return formats.includes(format);
}
