import { type BudgetWindowState, type WindowOwner, type WindowOwnerKind } from '@tollgate/budgets';
import {
  type BudgetCalendar,
  calendarOf,
  type JsonObject,
  type Json,
  type LimitScope,
  modelBudgetsOf,
  modelRatesOf,
  type WindowBudget,
  windowBudgetsOf,
} from '@tollgate/core';
import { type VirtualKey } from '../domain/virtual-key.js';
import { type DirectoryKey, type OwnerSpend } from './key-owners.js';

/** What a key or an owner of it may be limited by, besides its limits as a whole. */
interface Limited {
  readonly budgetLimits: readonly Json[] | null;
  readonly modelMaxBudget: JsonObject;
  readonly metadata: JsonObject;
  readonly budgetTimezone: string | null;
  readonly budgetWeekStart: string | null;
}

interface LimitedOwner extends Limited {
  readonly kind: WindowOwnerKind;
  readonly id: string;
  readonly rowId: string;
  readonly name: string;
}

/** Those with budgets of models or several windows whose windows a call of the key has to fit into. */
export function windowOwnersOf(key: DirectoryKey, calendar: BudgetCalendar): WindowOwner[] {
  return limitedOwnersOf(key).flatMap(({ kind, id, rowId, ...limited }) => {
    const budgets = budgetsOf(limited);
    return budgets.length > 0 ? [{ kind, id, rowId, budgets, calendar: calendarOf(limited, calendar) }] : [];
  });
}

/** Limits on all calls of the key, from windows besides those of its budgets as a whole. */
export function windowScopesOf(key: DirectoryKey, spent: OwnerSpend): LimitScope[] {
  return budgetScopesOf(key, spent).filter(({ model }) => model === undefined);
}

/** Limits on calls of one model; undefined when there are none. */
export function modelScopesOf(
  key: DirectoryKey,
  spent: OwnerSpend,
): ReadonlyMap<string, readonly LimitScope[]> | undefined {
  const byModel = new Map<string, LimitScope[]>();
  for (const scope of [...rateScopesOf(key), ...budgetScopesOf(key, spent)])
    if (scope.model !== undefined) byModel.set(scope.model, [...(byModel.get(scope.model) ?? []), scope]);
  return byModel.size > 0 ? byModel : undefined;
}

/** The user's count for keys without a team only, as all its limits do. */
function limitedOwnersOf(key: DirectoryKey): LimitedOwner[] {
  const { team, project, user, organization } = key.owners ?? {};
  const owners: LimitedOwner[] = [
    { ...limitsOf(key), kind: 'key', id: key.counterId ?? key.token, rowId: key.token, name: nameOfKey(key) },
  ];
  if (project) owners.push(limitedOwner('project', project.projectId, project));
  if (team) owners.push(limitedOwner('team', team.teamId, team));
  if (user && key.teamId === null) owners.push(limitedOwner('user', user.userId, user));
  if (organization) owners.push(limitedOwner('organization', organization.organizationId, organization));
  return owners;
}

function limitedOwner(kind: WindowOwnerKind, id: string, limited: Limited): LimitedOwner {
  return { ...limitsOf(limited), kind, id, rowId: id, name: id };
}

function limitsOf(limited: Limited): Limited {
  const { budgetLimits, modelMaxBudget, metadata, budgetTimezone, budgetWeekStart } = limited;
  return { budgetLimits, modelMaxBudget, metadata, budgetTimezone, budgetWeekStart };
}

/** What people call a key by: its alias, else its last characters. */
export function nameOfKey({ keyAlias, keyName, token }: VirtualKey): string {
  return keyAlias ?? keyName ?? token;
}

function budgetsOf({ budgetLimits, modelMaxBudget }: Pick<Limited, 'budgetLimits' | 'modelMaxBudget'>) {
  return [...windowBudgetsOf(budgetLimits), ...modelBudgetsOf(modelMaxBudget)];
}

function budgetScopesOf(key: DirectoryKey, spent: OwnerSpend): LimitScope[] {
  const { windows = [], order = 0 } = key.owners ?? {};
  if (windows.length === 0) return [];
  return limitedOwnersOf(key).flatMap((owner) =>
    budgetsOf(owner).flatMap((budget) => {
      const window = windows.find((state) => isOf(state, owner, budget));
      return window ? [{ ...budgetScope(budget, window, spent, order), name: owner.name }] : [];
    }),
  );
}

function isOf(state: BudgetWindowState, owner: LimitedOwner, { model, period }: WindowBudget): boolean {
  return (
    state.ownerKind === owner.kind &&
    state.ownerId === owner.id &&
    state.model === model &&
    state.period === period
  );
}

function budgetScope(
  { model, period, maxBudget }: WindowBudget,
  { ownerKind, ownerId, since, resetsAt, spend }: BudgetWindowState,
  spent: OwnerSpend,
  order: number,
): LimitScope {
  const id = [ownerId, 'window', period ?? '', model ?? ''].map(encodeURIComponent).join('/');
  return {
    ...UNLIMITED,
    kind: ownerKind,
    id,
    ...(model === null ? {} : { model }),
    maxBudget,
    spentSince: since.getTime(),
    resetsAt: resetsAt && resetsAt.getTime(),
    spent: spent.note(`${ownerKind}:${id}`, spend, order),
  };
}

function rateScopesOf(key: DirectoryKey): LimitScope[] {
  return limitedOwnersOf(key).flatMap(({ kind, id, name, metadata, modelMaxBudget }) =>
    modelRatesOf(metadata, modelMaxBudget).map(({ model, ...rate }): LimitScope => ({
      ...UNLIMITED,
      ...rate,
      kind,
      name,
      id: [id, 'model', model].map(encodeURIComponent).join('/'),
      model,
    })),
  );
}

const UNLIMITED = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  parallelRequests: null,
  maxBudget: null,
} as const;
