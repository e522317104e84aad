import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where a gateway runs while the dashboard is developed: `TOLLGATE_URL=http://127.0.0.1:4000 npx nx dev @tollgate/admin`. */
const gateway = process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000';

/** Paths of the API that the dashboard calls; everything else under /ui is the dashboard itself. */
const API_PATHS = ['/ui/session', '/key', '/user', '/spend', '/model', '/model_group', '/v1'];

/** JavaScript that the sign-in and overview pages may need before they work, in bytes, gzip. */
const FIRST_LOAD_LIMIT = 300_000;

/** Sums the entry and what it imports statically; says the figure, and fails the build beyond the limit. */
const firstLoadBudget = {
  name: 'first-load-budget',
  apply: 'build',
  writeBundle(_options, bundle) {
    const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
    const chunks = new Set([entry]);
    for (const chunk of chunks) for (const name of chunk.imports) if (bundle[name]) chunks.add(bundle[name]);
    const bytes = [...chunks].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    this.info(`First load: ${(bytes / 1_000).toFixed(0)} kB of JavaScript, gzip`);
    if (bytes > FIRST_LOAD_LIMIT)
      this.error(`The first load is over its limit of ${FIRST_LOAD_LIMIT} bytes.`);
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react(), firstLoadBudget],
  resolve: { conditions: ['@tollgate/source', ...defaultClientConditions] },
  server: {
    proxy: Object.fromEntries(API_PATHS.map((path) => [path, { target: gateway, changeOrigin: false }])),
  },
  build: { target: 'es2023', sourcemap: false, modulePreload: { polyfill: false } },
});
