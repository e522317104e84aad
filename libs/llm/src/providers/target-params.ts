import { type Target } from './provider.js';

/** A parameter of a deployment as text; null: not given, or blank. */
export function textParam(target: Target, name: string): string | null {
  const value = target.params[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
