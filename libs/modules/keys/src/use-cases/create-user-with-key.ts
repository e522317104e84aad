import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type NewUserRequest, ok, type Result } from '@tollgate/core';
import { CreateUser, type User } from '@tollgate/users';
import { conflictRefusal } from '../domain/key-refusals.js';
import { conflictOf } from '../store/key-store.js';
import { GenerateKey, type NewKey } from './generate-key.js';

/** A user, its teams, and the key that was made for it; null when none was asked for. */
export interface UserWithKey {
  readonly user: User;
  readonly teams: readonly string[];
  readonly key: NewKey | null;
}

/** Makes a user and, unless told otherwise, a key for it: both or neither. */
@Injectable()
export class CreateUserWithKey {
  constructor(
    private readonly createUser: CreateUser,
    private readonly generateKey: GenerateKey,
  ) {}

  async run(request: NewUserRequest, actor: Actor, now: Date): Promise<Result<UserWithKey>> {
    try {
      const made = await this.createUser.run<NewKey | null>(request, actor, now, async (manager, user) => {
        if (request.auto_create_key === false) return ok(null);
        const { key_alias, duration, aliases } = request;
        const fields = { key_alias, duration, aliases, user_id: user.userId };
        const drafted = this.generateKey.draft(fields, actor, now);
        if (!drafted.ok) return drafted;
        const stored = await this.generateKey.insert(manager, drafted.value, actor);
        return stored.ok ? drafted : stored;
      });
      if (!made.ok) return made;
      const { user, teams, also: key } = made.value;
      if (key) this.generateKey.made(key);
      return ok({ user, teams, key });
    } catch (error) {
      const conflict = conflictOf(error);
      if (conflict) return conflictRefusal(conflict);
      throw error;
    }
  }
}
