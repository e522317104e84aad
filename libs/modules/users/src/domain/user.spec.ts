import { describe, expect, it } from '@jest/globals';
import { UTC_CALENDAR } from '@tollgate/core';
import { userChangesOf } from './user-changes.js';
import { emailKeyOf, isEmail, UNRESTRICTED_USER } from './user.js';

const CLOCK = { now: new Date('2026-03-18T10:00:00Z'), calendar: UTC_CALENDAR };

describe('e-mail addresses', () => {
  it.each(['ann@example.com', 'a.b+c@mail.example.co', 'ü@exämple.de'])('%s is one', (text) => {
    expect(isEmail(text)).toBe(true);
  });

  it.each(['ann', 'ann@', '@example.com', 'a b@example.com', 'a@b', 'a@b..c', `${'a'.repeat(65)}@b.c`])(
    '%s is none',
    (text) => {
      expect(isEmail(text)).toBe(false);
    },
  );

  it('are one when they differ in case or blanks around only', () => {
    expect(emailKeyOf(' Ann@Example.COM ')).toBe('ann@example.com');
  });
});

describe('what a request changes on a user', () => {
  it('is nothing but what it holds; null clears', () => {
    expect(userChangesOf({ user_alias: null, models: ['m'] }, UNRESTRICTED_USER, CLOCK)).toEqual({
      ok: true,
      value: { userAlias: null, models: ['m'] },
    });
  });

  it('keeps the role when it is null, since everybody has one', () => {
    expect(userChangesOf({ user_role: null }, UNRESTRICTED_USER, CLOCK)).toEqual({ ok: true, value: {} });
  });

  it('refuses what is no address', () => {
    expect(userChangesOf({ user_email: 'ann' }, UNRESTRICTED_USER, CLOCK)).toMatchObject({
      failure: { param: 'user_email' },
    });
  });
});
