import type { Plugin } from 'vite';

/** A change of the built page's text; it ends the build by `fail` where the page is not as it should be. */
export type PageChange = (html: string, fileName: string, fail: (message: string) => never) => string;

/** A plugin that changes every built page after all that Vite does to it, in the order in which such plugins stand. */
export function changePages(name: string, change: PageChange): Plugin {
  return {
    name: `klarify-graph:${name}`,
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          file.source = change(String(file.source), file.fileName, (message) => this.error(message));
        }
      },
    },
  };
}
