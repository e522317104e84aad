import { AccessGroupStore } from '@tollgate/access-groups';
import { BudgetStore, BudgetWindows, type BudgetWindowState } from '@tollgate/budgets';
import { type BudgetCalendar, type PicoUsd, UTC_CALENDAR } from '@tollgate/core';
import { type Organization, OrganizationStore } from '@tollgate/organizations';
import { type Project, ProjectStore } from '@tollgate/projects';
import { type Team, type TeamMember, TeamStore } from '@tollgate/teams';
import { type User, UserStore } from '@tollgate/users';
import { type DataSource } from 'typeorm';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';
import { withBorrowedLimits } from './borrowed-limits.js';
import { groupIdsOf, withGroupModels } from './group-models.js';
import { windowOwnersOf } from './window-scopes.js';

/** Whom a key belongs to, as read together with it; null: nobody, or nobody that is known. */
export interface KeyOwners {
  readonly team: Team | null;
  readonly project?: Project | null;
  readonly member: TeamMember | null;
  readonly user: User | null;
  /** The key's own, else its team's. */
  readonly organization: Organization | null;
  /** Current windows of budgets of models, and of several budgets at a time, of the key and of those above. */
  readonly windows?: readonly BudgetWindowState[];
  /** Grows with every read, so that of two figures the one read later is known. */
  readonly order: number;
}

/** A key as the directory reads it. */
export interface DirectoryKey extends VirtualKey {
  readonly owners?: KeyOwners;
  /** Set when it was found by a hash it had before its secret was changed. */
  readonly formerly?: { readonly token: string; readonly usableUntil: Date };
}

interface OwnedKey extends DirectoryKey {
  readonly owners: KeyOwners;
}

/** Reads keys with their owners: one query for the keys, and one for each kind of owner, and the budgets, they have. */
export class OwnedKeyReader {
  private readonly keys: KeyStore;
  private readonly teams: TeamStore;
  private readonly projects: ProjectStore;
  private readonly users: UserStore;
  private readonly organizations: OrganizationStore;
  private readonly budgets: BudgetStore;
  private readonly windows: BudgetWindows;
  private readonly groups: AccessGroupStore;
  private order = 0;

  /** @param calendar whose midnights windows follow. */
  constructor(
    dataSource: DataSource,
    private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {
    this.keys = new KeyStore(dataSource);
    this.teams = new TeamStore(dataSource);
    this.projects = new ProjectStore(dataSource);
    this.users = new UserStore(dataSource);
    this.organizations = new OrganizationStore(dataSource);
    this.budgets = new BudgetStore(dataSource);
    this.windows = new BudgetWindows(dataSource);
    this.groups = new AccessGroupStore(dataSource);
  }

  async read(hashes: readonly string[]): Promise<DirectoryKey[]> {
    const order = (this.order += 1);
    const stored = await this.keysOf(hashes);
    const budgets = await this.budgets.findByIds(budgetIdsOf(stored));
    const keys = stored.map((key): DirectoryKey =>
      withBorrowedLimits(key, budgets.find(({ budgetId }) => budgetId === key.budgetId) ?? null),
    );
    const [teams, projects, users, members] = await Promise.all([
      this.teams.findByIds(idsOf(keys, 'teamId')),
      this.projects.findByIds(idsOf(keys, 'projectId')),
      this.users.findByIds(idsOf(keys, 'userId')),
      this.teams.findMembers(pairsOf(keys)),
    ]);
    const groups = await this.groups.findByIds(groupIdsOf([...keys, ...teams]));
    const teamOf = new Map(teams.map((team) => [team.teamId, withGroupModels(team, groups)]));
    const userOf = new Map(users.map((user) => [user.userId, user]));
    const organizationIdOf = (key: VirtualKey) =>
      key.organizationId ?? teamOf.get(key.teamId ?? '')?.organizationId ?? null;
    const ids = new Set(keys.map(organizationIdOf).filter((id) => id !== null));
    const organizations = await this.organizations.findByIds([...ids]);
    const owned = keys.map((key): OwnedKey => ({
      ...withGroupModels(key, groups),
      owners: {
        team: teamOf.get(key.teamId ?? '') ?? null,
        project: projects.find((each) => each.projectId === key.projectId) ?? null,
        member: members.find((each) => each.teamId === key.teamId && each.userId === key.userId) ?? null,
        user: userOf.get(key.userId ?? '') ?? null,
        organization: organizations.find((each) => each.organizationId === organizationIdOf(key)) ?? null,
        order,
      },
    }));
    return this.withWindows(owned);
  }

  /** Asks for windows only where somebody has such budgets. */
  private async withWindows(keys: readonly OwnedKey[]): Promise<DirectoryKey[]> {
    const owners = keys.map((key) => windowOwnersOf(key, this.calendar));
    const asking = new Map(owners.flat().map((owner) => [`${owner.kind}:${owner.id}`, owner]));
    if (asking.size === 0) return [...keys];
    const windows = await this.windows.of([...asking.values()], new Date());
    return keys.map((key) => ({ ...key, owners: { ...key.owners, windows } }));
  }

  /** By the hashes they have, and by those that still open them. */
  private async keysOf(hashes: readonly string[]): Promise<DirectoryKey[]> {
    const found = await this.keys.findByHashes(hashes);
    if (found.length === hashes.length) return found;
    const known = new Set(found.map(({ token }) => token));
    const former = await this.keys.findRotated(
      hashes.filter((hash) => !known.has(hash)),
      new Date(),
    );
    if (former.length === 0) return found;
    const active = await this.keys.findByHashes([...new Set(former.map(({ activeToken }) => activeToken))]);
    const opened = former.flatMap(({ token, activeToken, revokeAt }) => {
      const key = active.find((each) => each.token === activeToken);
      return key ? [{ ...key, formerly: { token, usableUntil: revokeAt } }] : [];
    });
    return [...found, ...opened];
  }
}

function budgetIdsOf(keys: readonly VirtualKey[]): string[] {
  return [...new Set(keys.map(({ budgetId }) => budgetId).filter((id) => id !== null))];
}

function idsOf(keys: readonly VirtualKey[], owner: 'teamId' | 'userId' | 'projectId'): string[] {
  return [...new Set(keys.map((key) => key[owner]).filter((id) => id !== null))];
}

function pairsOf(keys: readonly VirtualKey[]): { teamId: string; userId: string }[] {
  return keys.flatMap(({ teamId, userId }) =>
    teamId !== null && userId !== null ? [{ teamId, userId }] : [],
  );
}

const REMEMBERED_MAX = 100_000;

interface Figure {
  spend: PicoUsd;
  order: number;
}

/**
 * Spend of owners as last read. All keys of an owner share its figure, so that a key that was loaded long ago does not
 * take a newer figure back.
 */
export class OwnerSpend {
  private readonly figures = new Map<string, Figure>();

  /** Notes a figure, and returns where to read the latest. */
  note(scope: string, spend: PicoUsd, order: number): () => PicoUsd {
    const known = this.figures.get(scope);
    const figure = known ?? { spend, order };
    if (order >= figure.order) Object.assign(figure, { spend, order });
    this.figures.delete(scope);
    this.figures.set(scope, figure);
    for (const oldest of this.figures.keys()) {
      if (this.figures.size <= REMEMBERED_MAX) break;
      this.figures.delete(oldest);
    }
    return () => figure.spend;
  }
}
