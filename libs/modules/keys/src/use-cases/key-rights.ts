import { Injectable, Optional } from '@nestjs/common';
import { type Caller, CallerKeys, seesEverything } from '@tollgate/auth';
import {
  DEFAULT_MEMBER_PERMISSIONS,
  type DeleteKeysRequest,
  type Failure,
  type KeyFields,
  ok,
  type Result,
  type UpdateKeyRequest,
} from '@tollgate/core';
import { OrganizationStore } from '@tollgate/organizations';
import { standingOf, type Standing, type Team, TeamStore } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { badKeyRequest, keyNotFound, notYours } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeySettings } from '../settings/key-settings.js';
import { KeyStore } from '../store/key-store.js';

/** Fields of a key that only a proxy admin sets: they lift caps, or are facts. */
const ADMIN_FIELDS = ['spend', 'budget_id', 'temp_budget_increase', 'permissions', 'config'] as const;

/** Whose a key is: who moves it elsewhere, or to nobody, takes it from under the limits there. */
const OWNER_FIELDS = [
  ['user_id', 'userId'],
  ['team_id', 'teamId'],
  ['organization_id', 'organizationId'],
] as const;

/** What a caller is to a team, and the team itself. */
interface TeamPlace {
  readonly team: Team;
  readonly standing: Standing;
}

/** Who may do what with keys: proxy admins everything; users with their own; team admins, and permitted members, with the team's. */
@Injectable()
export class KeyRights {
  constructor(
    private readonly keys: KeyStore,
    private readonly teams: TeamStore,
    private readonly users: UserStore,
    private readonly organizations: OrganizationStore,
    private readonly callers: CallerKeys,
    @Optional() private readonly settings: KeySettings = new KeySettings(),
  ) {}

  /** @param route the route that makes the key, as members of a team are permitted to use it. */
  async mayGenerate(request: KeyFields, caller: Caller, route = '/key/generate'): Promise<Result<null>> {
    const { teamKeys, personalKeys } = this.settings;
    const rule = request.team_id ? teamKeys : personalKeys;
    const missing = rule.requiredParams.find((param) => !isSet(request, param));
    if (missing !== undefined && caller.role !== 'proxy_admin')
      return badKeyRequest(missing, `${missing} is required: key_generation_settings says so`);
    if (caller.role === 'proxy_admin') return ok(null);
    if (!(await this.isUser(caller))) return notYours('Only users may make keys; this key belongs to none.');
    if (this.isCapped(caller))
      return notYours(
        'This key is limited itself, so it makes no keys. Sign in, or use a key without limits.',
      );
    const set = ADMIN_FIELDS.find((field) => isSet(request, field));
    if (set) return notYours(`Only an admin may set ${set}.`);
    const { team_id: teamId, user_id: userId, organization_id: organizationId } = request;
    if (!teamId) return this.mayGeneratePersonal(userId ?? null, organizationId ?? null, caller);
    const place = await this.placeIn(teamId, caller);
    if (!place || (place.standing !== 'admin' && place.standing !== 'member'))
      return { ok: false, failure: NO_MEMBER };
    if (place.standing !== 'admin' && !permits(place.team, route)) return notPermitted(route);
    if (teamKeys.roles && !teamKeys.roles.includes(place.standing === 'admin' ? 'admin' : 'user'))
      return badKeyRequest('team_id', `Only ${teamKeys.roles.join(', ')} of the team may make keys for it.`);
    if (organizationId && organizationId !== place.team.organizationId)
      return notYours("organization_id must be the team's.");
    if (!userId || userId === caller.userId) return ok(null);
    const member = place.standing === 'admin' ? await this.teams.findMember(teamId, userId) : null;
    return member ? ok(null) : notYours('You may make keys for yourself, and for members of teams you run.');
  }

  /**
   * May the caller use a route that changes these keys? `changes`: what it sets, if it sets anything.
   * @param names keys, or their hashes.
   */
  async mayChange(
    route: string,
    names: readonly string[],
    caller: Caller,
    changes: Partial<UpdateKeyRequest> = {},
  ): Promise<Result<null>> {
    if (caller.role === 'proxy_admin') return ok(null);
    const tokens = names.map(storedHashOf).filter((token) => token !== null);
    const keys = await this.keys.findByHashes(tokens);
    if (keys.length === 0) return keyNotFound();
    const set = ADMIN_FIELDS.find((field) => isSet(changes, field));
    if (set) return notYours(`Only an admin may change ${set}.`);
    for (const key of keys) {
      const moved = OWNER_FIELDS.find(([field, member]) => isMoved(changes[field], key[member]));
      if (moved) return notYours(`Only an admin may change ${moved[0]}.`);
      const allowed = await this.mayChangeKey(route, key, caller);
      if (!allowed.ok) return allowed;
      const leaves = isMoved(changes.project_id, key.projectId);
      if (leaves && (key.teamId === null || !(await this.runsTeam(key.teamId, caller))))
        return notYours('Only an admin of its team may change project_id.');
    }
    return ok(null);
  }

  /** Setting spend back lifts a cap: for proxy admins, and admins of the key's team. */
  async mayResetSpend(name: string, caller: Caller): Promise<Result<null>> {
    if (caller.role === 'proxy_admin') return ok(null);
    const token = storedHashOf(name);
    const key = token === null ? null : await this.keys.findByHash(token);
    if (!key) return keyNotFound();
    const runs =
      key.teamId !== null && (await this.isUser(caller)) && (await this.runsTeam(key.teamId, caller));
    return runs
      ? ok(null)
      : notYours('Only an admin, or an admin of its team, may reset the spend of a key.');
  }

  /** Is there such a team? */
  async hasTeam(teamId: string): Promise<boolean> {
    return (await this.teams.findById(teamId)) !== null;
  }

  /** Aliases are for admins: what they name would have to be looked up, and could change meanwhile. */
  async mayDelete({ keys, key_aliases: aliases }: DeleteKeysRequest, caller: Caller): Promise<Result<null>> {
    if (caller.role !== 'proxy_admin' && aliases?.length)
      return notYours('Name keys by the key or its hash; by alias, only admins delete.');
    return this.mayChange('/key/delete', keys ?? [], caller);
  }

  /** Admins and viewers any key; others their own, and their teams' as far as they run them or are permitted to. */
  async mayRead(key: VirtualKey, caller: Caller): Promise<boolean> {
    if (seesEverything(caller) || key.token === caller.keyHash) return true;
    if (key.userId !== null && key.userId === caller.userId && (await this.isUser(caller))) return true;
    if (key.teamId === null || !(await this.isUser(caller))) return false;
    const place = await this.placeIn(key.teamId, caller);
    if (!place) return false;
    return place.standing === 'admin' || (place.standing === 'member' && permits(place.team, '/key/info'));
  }

  /** Runs the caller the team? */
  async runsTeam(teamId: string, caller: Caller): Promise<boolean> {
    return (await this.placeIn(teamId, caller))?.standing === 'admin';
  }

  /** A user of ours, not merely a text that a key carries. */
  async isUser({ userId }: Caller): Promise<boolean> {
    return userId !== null && (await this.users.findById(userId)) !== null;
  }

  private async mayGeneratePersonal(
    userId: string | null,
    organizationId: string | null,
    caller: Caller,
  ): Promise<Result<null>> {
    const { roles } = this.settings.personalKeys;
    if (roles && !roles.includes(caller.role))
      return badKeyRequest('user_id', `Only users with the role ${roles.join(', ')} may make keys.`);
    if (userId !== null && userId !== caller.userId) return notYours('You may make keys for yourself only.');
    if (organizationId === null || caller.userId === null) return ok(null);
    const member = await this.organizations.findMember(organizationId, caller.userId);
    return member ? ok(null) : notYours('You are not in this organization.');
  }

  private async mayChangeKey(route: string, key: VirtualKey, caller: Caller): Promise<Result<null>> {
    if (!(await this.isUser(caller))) return notYours('You may not change this key.');
    if (key.teamId !== null) {
      const place = await this.placeIn(key.teamId, caller);
      if (place?.standing === 'admin') return ok(null);
      if (place?.standing === 'member') return permits(place.team, route) ? ok(null) : notPermitted(route);
      return notYours('You may not change this key.');
    }
    const own = key.userId === caller.userId;
    if (own && route === '/key/delete') return ok(null);
    // What somebody else capped is not for its user to lift.
    return own && key.createdBy === caller.userId && !this.isCapped(caller)
      ? ok(null)
      : notYours('You may not change this key.');
  }

  private async placeIn(teamId: string, caller: Caller): Promise<TeamPlace | null> {
    const team = await this.teams.findById(teamId);
    if (!team) return null;
    const members = await this.teams.membersOf([teamId]);
    const organizationAdmin = await this.organizations.isAdmin(team.organizationId, caller.userId);
    return { team, standing: standingOf(caller, { team, members }, organizationAdmin) };
  }

  /** Is the presented key limited in any way? It could else make itself another without the limits. */
  private isCapped(caller: Caller): boolean {
    if (caller.via !== 'key') return false;
    const key = this.callers.find(caller.keyHash);
    if (!key) return true;
    return key.models.length > 0 || key.expiresAt !== null || key.scopes.some(({ kind }) => kind === 'key');
  }
}

/** Does a request change it? An empty text stands for null. */
function isMoved(asked: string | null | undefined, current: string | null): boolean {
  return asked !== undefined && (asked || null) !== current;
}

function permits(team: Team, route: string): boolean {
  const { memberPermissions } = team;
  return (memberPermissions.length > 0 ? memberPermissions : DEFAULT_MEMBER_PERMISSIONS).includes(route);
}

function isSet(fields: object, field: string): boolean {
  const value: unknown = Reflect.get(fields, field);
  return (
    value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function notPermitted(route: string): Result<never> {
  const message = `Members of this team may not use ${route}. An admin of the team can permit it.`;
  return {
    ok: false,
    failure: { class: 'AuthenticationError', type: 'team_member_permission_error', message, param: null },
  };
}

const NO_MEMBER: Failure = {
  class: 'BadRequestError',
  type: 'bad_request_error',
  message: 'You are not a member of this team.',
  param: 'team_id',
};
