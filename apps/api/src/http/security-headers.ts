import helmet from 'helmet';
import { type RequestHandler } from 'express';
import { factsOf } from '@tollgate/auth';

/** Headers of every reply of the management API: it serves JSON, so nothing may be loaded or framed. */
export const apiHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  strictTransportSecurity: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
});

/** The dashboard: only its own scripts; styles also inline, as its component library needs. */
export const dashboardHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** Every reply carries the id under which the log knows its request. */
export const requestId: RequestHandler = (request, response, next) => {
  response.setHeader('x-request-id', factsOf(request).requestId);
  next();
};
