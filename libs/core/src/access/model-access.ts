/** Entries of a model list that are no model names: `all-team-models` defers to the team, the other two mean everything. */
export const ALL_MODELS = ['*', 'all-proxy-models'] as const;
export const ALL_TEAM_MODELS = 'all-team-models';
/** On a user: nothing through personal keys. */
export const NO_DEFAULT_MODELS = 'no-default-models';

/**
 * May a list of names, wildcards (`openai/*`, `gpt-*`) and access groups use a model? An empty list allows every model.
 * @param accessGroups the groups that the model's deployments belong to.
 */
export function mayUseModel(
  allowed: readonly string[],
  model: string,
  accessGroups: readonly string[] = [],
): boolean {
  if (allowed.length === 0) return true;
  for (const entry of allowed) {
    if (entry === model || entry === '*' || entry === 'all-proxy-models' || entry === ALL_TEAM_MODELS)
      return true;
    if (accessGroups.includes(entry)) return true;
    if (entry.includes('*') && matchesWildcard(entry, model)) return true;
  }
  return false;
}

/** Does `pattern`, in which every `*` stands for any text, match the whole of `name`? Linear in both. */
export function matchesWildcard(pattern: string, name: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.length > 1 ? (pieces[pieces.length - 1] ?? '') : '';
  if (pieces.length === 1) return pattern === name;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let from = first.length;
  const end = name.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, from);
    if (found < 0 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
