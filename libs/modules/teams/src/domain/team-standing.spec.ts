import { describe, expect, it } from '@jest/globals';
import { type Caller } from '@tollgate/auth';
import { type Role, type TeamRole } from '@tollgate/core';
import { UNRESTRICTED_MEMBER } from '@tollgate/organizations';
import { standingOf } from './team-standing.js';
import { type Team, UNRESTRICTED_TEAM } from './team.js';

const now = new Date(0);
const who = { createdAt: now, createdBy: null, updatedAt: now, updatedBy: null };
const team: Team = { ...UNRESTRICTED_TEAM, ...who, teamId: 't' };
const teamWith = (role: TeamRole | null) => ({
  team,
  members:
    role === null
      ? []
      : [{ ...UNRESTRICTED_MEMBER, teamId: 't', userId: 'me', role, createdAt: now, updatedAt: now }],
});
const caller = (role: Role, fields: Partial<Caller> = {}): Caller => ({
  ...{ role, userId: 'me', teamId: null, keyHash: 'a'.repeat(64), via: 'key' },
  ...fields,
});

describe('standing in a team', () => {
  it.each([
    ['proxy_admin', null, false, 'admin'],
    ['proxy_admin_viewer', null, false, 'reader'],
    ['proxy_admin_viewer', 'admin', false, 'admin'],
    ['internal_user', null, false, 'none'],
    ['internal_user', 'user', false, 'member'],
    ['internal_user', 'admin', false, 'admin'],
    ['internal_user', null, true, 'admin'],
    ['internal_user_viewer', 'user', false, 'member'],
  ] as const)(
    'of %s who is %s of it, and of its organization an admin: %s, is %s',
    (role, own, organization, expected) => {
      expect(standingOf(caller(role), teamWith(own), organization)).toBe(expected);
    },
  );

  it('of a key of the team is that of a member, whomever it belongs to', () => {
    const key = caller('internal_user', { userId: null, teamId: 't' });
    expect(standingOf(key, teamWith(null), false)).toBe('member');
    expect(standingOf({ ...key, teamId: 'another' }, teamWith(null), false)).toBe('none');
  });
});
