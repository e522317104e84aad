import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that tests need and npm does not bring: what each is called, and where it comes from. */
const SERVICES = {
  'redis-server': { programs: ['redis-server'], advice: 'On Debian: apt-get install redis-server' },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    advice: 'On Debian: apt-get install chromium',
  },
} as const;

export type ServiceName = keyof typeof SERVICES;

/** What tests need beside npm's packages; the names are Debian's names of the packages, too. */
export const SERVICE_NAMES: readonly ServiceName[] = ['redis-server', 'chromium'];

/** A service that is not installed; the message says how to get it. */
export class MissingServiceError extends Error {
  override readonly name = 'MissingServiceError';

  constructor(readonly service: ServiceName) {
    super(`${service} is not installed. ${SERVICES[service].advice}`);
  }
}

export function isInstalled(service: ServiceName): boolean {
  return findExecutable(SERVICES[service].programs) !== null;
}

/** Path of a service's program. @throws MissingServiceError */
export function executableOf(service: ServiceName): string {
  const path = findExecutable(SERVICES[service].programs);
  if (path === null) throw new MissingServiceError(service);
  return path;
}

/** The first of these programs that is on the PATH; null when none is. */
function findExecutable(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
