import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where a gateway runs while the dashboard is developed: `TOLLGATE_URL=http://127.0.0.1:4000 npx nx dev @tollgate/admin`. */
const gateway = process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000';

/** Paths of the API that the dashboard calls; everything else under /ui is the dashboard itself. */
const API_PATHS = ['/ui/session', '/key', '/user', '/spend', '/model', '/model_group', '/v1'];

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react()],
  resolve: { conditions: ['@tollgate/source', ...defaultClientConditions] },
  server: {
    proxy: Object.fromEntries(API_PATHS.map((path) => [path, { target: gateway, changeOrigin: false }])),
  },
  build: { target: 'es2023', sourcemap: false, modulePreload: { polyfill: false } },
});
