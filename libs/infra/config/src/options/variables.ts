import { type Environment } from '../document/environment.js';

/** The first of some variables that is set to something; an empty variable counts as not set. */
export function firstSet(env: Environment, names: readonly string[]): { name: string; value: string } | null {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') return { name, value };
  }
  return null;
}

/** The value of a variable, or null. */
export function variable(env: Environment, ...names: string[]): string | null {
  return firstSet(env, names)?.value ?? null;
}

/** `true`, `1`, `yes`, `on`; false for anything else. */
export function isTrue(value: string | null): boolean {
  return value !== null && /^(true|1|yes|on)$/i.test(value);
}
