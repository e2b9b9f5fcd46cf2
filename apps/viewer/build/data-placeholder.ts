import type { Plugin } from 'vite';
import { changePages } from './change-pages.js';

const EMPTY_DATA = '<script type="application/json" id="klarify-graph-data">null</script>';
/** What `klarify-graph export --format html` replaces by the graph. */
const PLACEHOLDER = '__KLARIFY_GRAPH_DATA__';

/** Turns the page into a template: the built page holds the placeholder exactly once. */
export function dataPlaceholder(): Plugin {
  return changePages('data-placeholder', (html, fileName, fail) => {
    if (html.split(EMPTY_DATA).length !== 2) fail(`${fileName} needs ${EMPTY_DATA} once`);
    const template = html.replace(EMPTY_DATA, EMPTY_DATA.replace('null', PLACEHOLDER));
    if (template.split(PLACEHOLDER).length !== 2) fail(`${PLACEHOLDER} stands elsewhere too`);
    return template;
  });
}
