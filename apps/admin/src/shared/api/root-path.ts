/**
 * What stands before every path of the gateway, `SERVER_ROOT_PATH`: '' or `/llm`. The server writes it into the page, which
 * may be opened at any depth (`/llm/ui/keys/…`).
 */
export function rootPath(): string {
  const written = document.querySelector('meta[name="tollgate-root-path"]')?.getAttribute('content') ?? '';
  return /^(?:\/[\w.~-]+)*$/.test(written) ? written : '';
}

/** Where clients reach the gateway: `https://llm.example.com`, with its root path. */
export function gatewayUrl(): string {
  return window.location.origin + rootPath();
}
