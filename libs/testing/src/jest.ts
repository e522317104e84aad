import { describe } from '@jest/globals';
import { type ServiceName, isInstalled } from './services/executable.js';

/**
 * A `describe` whose specs need a service. Where it is not installed they are reported as not run, and `npm test` ends
 * with how to run them; with `CI` set they run all the same, and fail.
 */
export function describeWith(service: ServiceName, name: string, specs: () => void): void {
  const run = isInstalled(service) || Boolean(process.env['CI']);
  (run ? describe : describe.skip)(run ? name : `${name} [needs ${service}]`, specs);
}
