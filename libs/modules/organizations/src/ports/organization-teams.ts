import { type Actor } from '@tollgate/auth';
import { type TeamView } from '@tollgate/core';
import { type EntityManager } from 'typeorm';

/** Teams, as their organizations see them. The teams module is behind it. */
export abstract class OrganizationTeams {
  abstract of(organizationIds: readonly string[]): Promise<TeamView[]>;
  /** Deletes the keys of all of them within the caller's transaction: keys are locked before organizations. */
  abstract deleteKeysOf(
    manager: EntityManager,
    organizationIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void>;
  /** Deletes them with their keys and memberships within the caller's transaction; returns their ids. */
  abstract deleteOf(
    manager: EntityManager,
    organizationIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<string[]>;
}
