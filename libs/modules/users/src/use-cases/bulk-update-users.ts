import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  type BulkUpdateUsersRequest,
  type Failure,
  ok,
  type Result,
  type UpdateUserRequest,
} from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { type User } from '../domain/user.js';
import { UserStore } from '../store/user-store.js';
import { UpdateUser } from './update-user.js';

/** More users than this are not changed in one request. */
const EVERYBODY_MAX = 10_000;

/** What became of one update. */
export interface UserUpdate {
  readonly request: UpdateUserRequest;
  readonly outcome: Result<User>;
}

/** Changes many users, each on its own: what one cannot have keeps the others from nothing. For proxy admins. */
@Injectable()
export class BulkUpdateUsers {
  constructor(
    private readonly store: UserStore,
    private readonly updateUser: UpdateUser,
  ) {}

  async run(request: BulkUpdateUsersRequest, actor: Actor, now: Date): Promise<Result<UserUpdate[]>> {
    const requests = await this.requestsOf(request);
    if (!requests.ok) return requests;
    const updates: UserUpdate[] = [];
    for (const each of requests.value)
      updates.push({
        request: each,
        outcome:
          each.user_id || each.user_email
            ? await this.updateUser.run(each, actor, now)
            : { ok: false, failure: UNNAMED },
      });
    return ok(updates);
  }

  private async requestsOf(request: BulkUpdateUsersRequest): Promise<Result<UpdateUserRequest[]>> {
    const { users, all_users: everybody, user_updates: changes } = request;
    if ((users ?? []).length > 0 === (everybody ?? false))
      return badRequest('users', 'give users, or all_users with user_updates');
    if (!everybody) return ok(users ?? []);
    if (!changes) return badRequest('user_updates', 'user_updates is required with all_users');
    if (changes.user_email || changes.sso_user_id)
      return badRequest('user_updates', 'user_email and sso_user_id are of one user only');
    const total = await this.store.count();
    if (total > EVERYBODY_MAX)
      return badRequest('all_users', `there are more than ${EVERYBODY_MAX} users; change them in parts`);
    return ok((await this.store.ids()).map((id) => ({ ...changes, user_id: id })));
  }
}

const UNNAMED: Failure = {
  class: 'BadRequestError',
  type: 'bad_request_error',
  message: 'user_id or user_email is required',
  param: 'user_id',
};
