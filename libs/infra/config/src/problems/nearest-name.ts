import { closest, distance } from 'fastest-levenshtein';

/**
 * The known name that an unknown one was most likely meant to be, or null when none is near enough.
 * @param most largest number of differing letters; by default a third of the name, at most 3.
 */
export function nearestName(name: string, known: readonly string[], most = 3): string | null {
  if (known.length === 0) return null;
  const near = closest(name, [...known]);
  const allowed = Math.min(most, Math.floor(Math.max(name.length, near.length) / 3));
  const [given, meant] = [name.toLowerCase(), near.toLowerCase()];
  return distance(given, meant) <= allowed || sorted(given) === sorted(meant) ? near : null;
}

/** Letters in order, for names in which some were swapped. */
function sorted(name: string): string {
  return [...name].sort().join('');
}
