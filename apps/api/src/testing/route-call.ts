import { type Server } from 'node:http';
import request from 'supertest';

const VERBS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete', ALL: 'get' } as const;

/** A call of a route (`PATCH /model/:id/update`), its parameters filled; what is not given is `x`. */
export function routeCall(
  server: Server,
  route: string,
  path: Readonly<Record<string, string>> = {},
): request.Test {
  const [verb = '', template = ''] = route.split(' ');
  if (!isVerb(verb)) throw new Error(`There is no verb ${verb}.`);
  const url = template.replace(/[:*](\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? 'x'));
  // A stream of events would go on for minutes.
  return request(server)[VERBS[verb]](url.endsWith('/tail') ? `${url}?seconds=1` : url);
}

function isVerb(verb: string): verb is keyof typeof VERBS {
  return Object.hasOwn(VERBS, verb);
}
