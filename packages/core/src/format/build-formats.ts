import type { CheckReport } from '../report/check-report.js';
import { formatAzure } from './azure.js';
import { formatCheckHtml } from './check-html.js';
import type { BuildFormat } from './formats.js';
import { formatGithub } from './github.js';
import { formatJunit } from './junit.js';
import { formatSarif } from './sarif.js';
import { formatTeamcity } from './teamcity.js';

export { sarifLimitNotes } from './sarif.js';

/** A check in a format for build servers or as a page, ending in a line end; valid whatever the names hold. Never throws. */
export function formatForBuild(report: CheckReport, format: BuildFormat): string {
  switch (format) {
    case 'sarif':
      return formatSarif(report);
    case 'junit':
      return formatJunit(report);
    case 'github':
      return formatGithub(report);
    case 'azure':
      return formatAzure(report);
    case 'teamcity':
      return formatTeamcity(report);
    case 'html':
      return formatCheckHtml(report);
  }
}
