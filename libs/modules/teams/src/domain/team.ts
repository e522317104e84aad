import { type JsonObject, type PicoUsd, type TeamRole } from '@tollgate/core';
import { type Member, type Spender, UNRESTRICTED_SPENDER } from '@tollgate/organizations';

/** A team: its members share models, limits and a budget. */
export interface Team extends Spender {
  readonly teamId: string;
  readonly teamAlias: string | null;
  readonly organizationId: string | null;
  readonly blocked: boolean;
  /** Management routes that plain members may use on the team's keys; empty: the default. */
  readonly memberPermissions: string[];
  readonly defaultMemberModels: string[];
  /** Asked model name → name to use instead. */
  readonly modelAliases: Record<string, string>;
  readonly routerSettings: JsonObject | null;
  readonly accessGroupIds: string[];
  readonly policies: string[];
  /** Limits of each member that has none of its own. */
  readonly memberMaxBudget: PicoUsd | null;
  readonly memberBudgetDuration: string | null;
  readonly memberTpmLimit: number | null;
  readonly memberRpmLimit: number | null;
}

export interface TeamMember extends Member {
  readonly teamId: string;
  readonly role: TeamRole;
}

/** A team with its members, in the order in which they joined. */
export interface TeamWithMembers {
  readonly team: Team;
  readonly members: readonly TeamMember[];
}

/** A copy of a team that was deleted, and who deleted it. */
export interface DeletedTeam extends Team {
  readonly deletedAt: Date;
  readonly deletedBy: string | null;
  readonly deletedByApiKey: string;
  readonly litellmChangedBy: string | null;
  /** `{userId, role}` of each. */
  readonly members: object[];
}

export type TeamChanges = Partial<Omit<Team, 'teamId' | 'spend' | 'createdAt' | 'createdBy'>>;

export const UNRESTRICTED_TEAM = {
  ...UNRESTRICTED_SPENDER,
  teamAlias: null,
  organizationId: null,
  blocked: false,
  memberPermissions: [],
  defaultMemberModels: [],
  modelAliases: {},
  routerSettings: null,
  accessGroupIds: [],
  policies: [],
  memberMaxBudget: null,
  memberBudgetDuration: null,
  memberTpmLimit: null,
  memberRpmLimit: null,
} satisfies Partial<Team>;
