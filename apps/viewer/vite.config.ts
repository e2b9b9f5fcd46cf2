import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { contentSecurityPolicy } from './build/content-security-policy.js';
import { dataPlaceholder } from './build/data-placeholder.js';
import { leanCytoscape } from './build/lean-cytoscape.js';

export default defineConfig({
  plugins: [preact(), leanCytoscape(), viteSingleFile(), dataPlaceholder(), contentSecurityPolicy()],
  build: { target: 'es2022', modulePreload: false, reportCompressedSize: false },
});
