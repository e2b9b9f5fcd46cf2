import type { Plugin } from 'vite';

const EMPTY_DATA = '<script type="application/json" id="klarify-graph-data">null</script>';
/** What `klarify-graph export --format html` replaces by the graph. */
const PLACEHOLDER = '__KLARIFY_GRAPH_DATA__';

/** Turns the page into a template: the built page holds the placeholder exactly once. */
export function dataPlaceholder(): Plugin {
  return {
    name: 'klarify-graph:data-placeholder',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          const html = String(file.source);
          if (html.split(EMPTY_DATA).length !== 2) this.error(`${file.fileName} needs ${EMPTY_DATA} once`);
          file.source = html.replace(EMPTY_DATA, EMPTY_DATA.replace('null', PLACEHOLDER));
          if (file.source.split(PLACEHOLDER).length !== 2) this.error(`${PLACEHOLDER} stands elsewhere too`);
        }
      },
    },
  };
}
