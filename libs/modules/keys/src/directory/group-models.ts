import { type AccessGroup } from '@tollgate/access-groups';

/**
 * The models that a key or a team may use: its own, and those of its access groups. With groups, none of its own means
 * those of the groups only; groups without models, and groups that are gone, add nothing.
 */
export function withGroupModels<Holder extends { models: string[]; accessGroupIds: string[] | null }>(
  holder: Holder,
  groups: readonly AccessGroup[],
): Holder {
  const { accessGroupIds: ids } = holder;
  if (ids === null || ids.length === 0) return holder;
  const lent = groups.filter(({ accessGroupId }) => ids.includes(accessGroupId));
  const models = new Set([...holder.models, ...lent.flatMap(({ modelNames }) => modelNames)]);
  return { ...holder, models: [...models] };
}

/** Ids of the groups that some have. */
export function groupIdsOf(holders: readonly { accessGroupIds: readonly string[] | null }[]): string[] {
  return [...new Set(holders.flatMap(({ accessGroupIds }) => accessGroupIds ?? []))];
}
