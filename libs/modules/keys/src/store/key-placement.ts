import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { fitsInto, ProjectRow } from '@tollgate/projects';
import { type EntityManager } from 'typeorm';
import { badKeyRequest } from '../domain/key-refusals.js';
import { type VirtualKey } from '../domain/virtual-key.js';

/** Whom a key may name, in the order in which the ledger locks them. */
const OWNERS = [
  { member: 'organizationId', table: 'organization', column: 'organization_id', what: 'organization' },
  { member: 'projectId', table: 'project', column: 'project_id', what: 'project' },
  { member: 'teamId', table: 'team', column: 'team_id', what: 'team' },
  { member: 'userId', table: 'user_account', column: 'user_id', what: 'user' },
] as const satisfies readonly { member: keyof VirtualKey; [name: string]: string }[];

/**
 * A key as it may be stored, in the transaction that stores it: whom it names is locked, so that nobody is deleted meanwhile
 * and leaves the key behind, and its project has to suit it. Ids that nobody ever had are fine, but for projects.
 * @param before null: the key is new.
 */
export async function placed(
  manager: EntityManager,
  key: VirtualKey,
  before: VirtualKey | null,
  actor: Actor,
): Promise<Result<VirtualKey>> {
  const located = await inItsProject(manager, key, before, actor);
  if (!located.ok) return located;
  for (const owner of OWNERS) {
    const id = located.value[owner.member];
    if (id === null || id === before?.[owner.member]) continue;
    const there = await isThere(manager, owner, id);
    if (there === 'gone') return badKeyRequest(owner.column, `This ${owner.what} was deleted.`);
  }
  return located;
}

/** Locks who has the id. `gone`: deleted, or being deleted at this moment · `unknown`: nobody has the id. */
async function isThere(
  manager: EntityManager,
  { table, column }: (typeof OWNERS)[number],
  id: string,
): Promise<'there' | 'gone' | 'unknown'> {
  const query = `SELECT 1 FROM "${table}" WHERE "${column}" = $1`;
  const known = await manager.query<unknown[]>(query, [id]);
  if (known.length > 0) {
    const locked = await manager.query<unknown[]>(`${query} FOR KEY SHARE`, [id]);
    return locked.length > 0 ? 'there' : 'gone';
  }
  // Whether there is such a project was asked before: it was there a moment ago.
  if (table === 'project') return 'gone';
  if (table !== 'team') return 'unknown';
  const deleted = await manager.query<unknown[]>('SELECT 1 FROM deleted_team WHERE team_id = $1', [id]);
  return deleted.length > 0 ? 'gone' : 'unknown';
}

/** A project's key is its team's, and within its limits; a key that an admin puts into a project alone is put into the team. */
async function inItsProject(
  manager: EntityManager,
  key: VirtualKey,
  before: VirtualKey | null,
  actor: Actor,
): Promise<Result<VirtualKey>> {
  const { projectId } = key;
  if (projectId === null) return ok(key);
  const project = await manager.findOneBy(ProjectRow, { projectId });
  const moved = projectId !== before?.projectId || key.teamId !== before.teamId;
  if (!project) return moved ? noSuchProject() : ok(key);
  const teamless = key.teamId === null && actor.caller.role === 'proxy_admin';
  const teamId = teamless ? project.teamId : key.teamId;
  if (moved && teamId !== project.teamId) return noSuchProject();
  const fits = fitsInto(key, project, 'project');
  return fits.ok ? ok({ ...key, teamId }) : fits;
}

function noSuchProject() {
  return badKeyRequest('project_id', 'There is no such project in the team of the key.');
}
