import { type Actor } from '@tollgate/auth';
import { type EntityManager } from 'typeorm';

/** Projects, as their teams see them. The projects module is behind it. */
export abstract class TeamProjects {
  /** Deletes all projects of these teams within the caller's transaction, before the teams themselves. */
  abstract deleteOf(
    manager: EntityManager,
    teamIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void>;
}
