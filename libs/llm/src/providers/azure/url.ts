/** An operator's base URL without a slash at its end; null: it is no http(s) URL. */
export function baseUrlOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  url.pathname = url.pathname.replace(/\/+$/, '');
  url.hash = '';
  return url;
}

/** The URL with another path, and `api-version` where a version is to be said. */
export function withQuery(base: URL, path: string, apiVersion: string | null): string {
  const url = new URL(base);
  // A URL without a path has the path `/`.
  url.pathname = path.replace(/^\/+/, '/');
  if (apiVersion !== null) url.searchParams.set('api-version', apiVersion);
  return url.href;
}
