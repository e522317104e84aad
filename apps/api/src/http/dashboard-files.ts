import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Express, type RequestHandler, Router, static as serveStatic } from 'express';
import { dashboardHeaders } from './security-headers.js';

/** Below /ui, but routes of the API. */
const API_BELOW_UI = /^\/session(?:\/|$)/;
const HAS_EXTENSION = /\.\w{1,8}$/;
const NOT_BUILT = 'The dashboard is not built. Run `npm run build`, then start again.\n';

/** Serves the built dashboard under /ui; its own paths (`/ui/keys`) all get index.html, as it routes in the browser. */
export function serveDashboard(express: Express, directory: string): void {
  const index = join(directory, 'index.html');
  const files = serveStatic(directory, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      const hashed = path.includes(`${join('/', 'assets')}`);
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page: RequestHandler = (request, response, next) => {
    if (HAS_EXTENSION.test(request.path)) return next('router');
    if (!existsSync(index)) {
      response.status(503).type('text/plain').send(NOT_BUILT);
      return;
    }
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(index);
  };
  const onlyReading: RequestHandler = (request, _response, next) => {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    next(reading && !API_BELOW_UI.test(request.path) ? undefined : 'router');
  };
  // A router of its own, so that `next('router')` leaves the dashboard and goes on to the API.
  const router = Router();
  router.use(onlyReading, dashboardHeaders, files, page);
  express.use('/ui', router);
}
