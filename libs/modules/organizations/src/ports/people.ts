import { type Actor } from '@tollgate/auth';
import { type Result } from '@tollgate/core';
import { type EntityManager } from 'typeorm';

/** A user, as teams and organizations know one. */
export interface Person {
  readonly userId: string;
  readonly email: string | null;
}

/** How a request names a user: by id, by e-mail, or by both. */
export interface PersonName {
  readonly userId: string | null;
  readonly email: string | null;
}

/** Where organizations and teams, which know nothing of users, look people up. The users module is behind it. */
export abstract class People {
  /** The user of that name, made (as an internal user) when there is none. Refuses a name that fits nobody clearly. */
  abstract ensure(manager: EntityManager, name: PersonName, actor: Actor, now: Date): Promise<Result<Person>>;
  /** The user of that name; null when there is none. */
  abstract find(manager: EntityManager, name: PersonName): Promise<Person | null>;
  /** Every user there is, by id; at most `limit` of them. */
  abstract everybody(manager: EntityManager, limit: number): Promise<Person[]>;
  /** E-mail addresses of users, as far as they have one. */
  abstract emailsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
