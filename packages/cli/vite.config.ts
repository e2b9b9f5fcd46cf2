import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

// One bundle of everything but jiti, which loads TypeScript configs and has to find its own files at run time.
export default defineConfig({
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
