import { executableOf } from './executable.js';

/** Flags that keep a Debian Chromium quiet and off the network, also when run as root in a container. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** Path of the installed browser. @throws MissingServiceError when there is none. */
export function chromiumPath(): string {
  return executableOf('chromium');
}
