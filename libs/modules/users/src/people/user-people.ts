import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { auditViewOf, badRequest, People, type Person, type PersonName } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { isEmail, UNRESTRICTED_USER, type User } from '../domain/user.js';
import { UserStore } from '../store/user-store.js';

/** Users, for the organizations and teams they are members of. */
@Injectable()
export class UserPeople extends People {
  constructor(
    private readonly store: UserStore,
    private readonly audit: AuditStore,
  ) {
    super();
  }

  async find(manager: EntityManager, name: PersonName): Promise<Person | null> {
    const user = await this.userOf(manager, name);
    return user && personOf(user);
  }

  async ensure(manager: EntityManager, name: PersonName, actor: Actor, now: Date): Promise<Result<Person>> {
    if (name.email !== null && !isEmail(name.email))
      return badRequest('user_email', 'user_email must be an e-mail address');
    const known = await this.userOf(manager, name);
    if (known && (await this.store.hold(manager, known.userId))) return this.agreeing(manager, name, known);
    const user = newUserOf(name, actor, now);
    const made = await this.store.insertIfNew(manager, user);
    if (!made) {
      const other = await this.userOf(manager, name);
      return other
        ? ok(personOf(other))
        : badRequest('user_email', 'user_email belongs to another user than user_id');
    }
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'created',
        objectType: 'user',
        objectId: user.userId,
        before: null,
        after: auditViewOf(user),
      },
    ]);
    return ok(personOf(user));
  }

  async everybody(manager: EntityManager, limit: number): Promise<Person[]> {
    return (await this.store.first(manager, limit)).map(personOf);
  }

  async emailsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const users = await this.store.findByIds(userIds);
    return new Map(
      users.flatMap(({ userId, userEmail }) => (userEmail === null ? [] : [[userId, userEmail] as const])),
    );
  }

  private userOf(manager: EntityManager, { userId, email }: PersonName): Promise<User | null> {
    if (userId !== null) return this.store.findById(userId, manager);
    return email === null ? Promise.resolve(null) : this.store.findByEmail(email, manager);
  }

  /** A request that names somebody twice must mean one person. */
  private async agreeing(manager: EntityManager, name: PersonName, user: User): Promise<Result<Person>> {
    if (name.userId === null || name.email === null) return ok(personOf(user));
    const other = await this.store.findByEmail(name.email, manager);
    return other && other.userId !== user.userId
      ? badRequest('user_email', 'user_email belongs to another user than user_id')
      : ok(personOf(user));
  }
}

function personOf({ userId, userEmail }: User): Person {
  return { userId, email: userEmail };
}

function newUserOf({ userId, email }: PersonName, { caller }: Actor, now: Date): User {
  return {
    ...UNRESTRICTED_USER,
    userId: userId ?? randomUUID(),
    userEmail: email,
    createdAt: now,
    createdBy: caller.userId,
    updatedAt: now,
    updatedBy: caller.userId,
  };
}
