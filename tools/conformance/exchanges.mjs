import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Responses of a cassette: url, status and body, as they went over the wire. */
export function readExchanges(path) {
  const { interactions } = parse(readFileSync(path, 'utf8'));
  return interactions.map(({ request, response }) => ({
    url: request.url,
    status: Number.parseInt(response.status, 10) || response.code,
    body: response.body,
  }));
}

/** Payloads of a recorded event stream, without its end mark; null when the body is none. */
export function payloadsOf(body) {
  if (!/^\s*(data|event):/.test(body)) return null;
  return [...body.matchAll(/^data: ?(.*)$/gm)]
    .map(([, payload]) => payload)
    .filter((payload) => payload !== '[DONE]');
}
