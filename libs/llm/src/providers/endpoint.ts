import { type Failure } from '@tollgate/core';

/**
 * The URL of an endpoint below a base URL that an operator wrote: with or without a trailing slash, a query, the path
 * itself, or the version the path begins with. null: the base is no http(s) URL.
 */
export function endpointUrl(base: string, path: string): string | null {
  const url = parse(base);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const prefix = url.pathname.replace(/\/+$/, '');
  const unversioned = path.replace(/^\/v\d+(?=\/)/, '');
  if (prefix.endsWith(unversioned)) return url.href;
  const version = path.slice(0, path.length - unversioned.length);
  url.pathname = prefix + (version !== '' && prefix.endsWith(version) ? unversioned : path);
  return url.href;
}

/** A deployment that cannot be called as it is configured: its operator's fault. */
export function unconfigured(problem: string): Failure {
  return {
    class: 'ServiceUnavailableError',
    message: `The deployment is not configured: ${problem}`,
    param: null,
  };
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
