import { readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { defineConfig, type Plugin } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Puts the built viewer beside the bundle, where `export --format html` and `open` find it. */
function viewerBeside(): Plugin {
  return {
    name: 'viewer-beside',
    writeBundle: () =>
      copyFile(
        new URL('../../apps/viewer/dist/index.html', import.meta.url),
        new URL('dist/viewer.html', import.meta.url),
      ),
  };
}

// One bundle of everything but jiti, which loads TypeScript configs and has to find its own files at run time.
export default defineConfig({
  plugins: [viewerBeside()],
  define: { __VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true, target: 'node', external: ['jiti'] },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    emptyOutDir: true,
    rollupOptions: {
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
