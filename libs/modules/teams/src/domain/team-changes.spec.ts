import { describe, expect, it } from '@jest/globals';
import { type Organization } from '@tollgate/organizations';
import { UTC_CALENDAR } from '@tollgate/core';
import { teamChangesOf, teamFits } from './team-changes.js';
import { type Team, UNRESTRICTED_TEAM } from './team.js';

const CLOCK = { now: new Date('2026-03-18T10:00:00Z'), calendar: UTC_CALENDAR };

const who = { createdAt: new Date(0), createdBy: null, updatedAt: new Date(0), updatedBy: null };
const team = (fields: Partial<Team>): Team => ({ ...UNRESTRICTED_TEAM, ...who, teamId: 't', ...fields });
const organization = (fields: Partial<Organization>): Organization => ({
  ...team({}),
  ...{ organizationId: 'o', organizationAlias: 'O', budgetId: 'b' },
  ...fields,
});

describe('what a request changes on a team', () => {
  it('is nothing but what it holds', () => {
    expect(teamChangesOf({ team_alias: 'a' }, UNRESTRICTED_TEAM, CLOCK)).toEqual({
      ok: true,
      value: { teamAlias: 'a' },
    });
  });

  it('takes it out of its organization by an empty id, as by null', () => {
    for (const organization_id of ['', null])
      expect(teamChangesOf({ organization_id }, UNRESTRICTED_TEAM, CLOCK)).toEqual({
        ok: true,
        value: { organizationId: null },
      });
  });

  it("sets every member's limits, and clears them", () => {
    expect(
      teamChangesOf({ team_member_budget: 2, team_member_rpm_limit: null }, UNRESTRICTED_TEAM, CLOCK),
    ).toEqual({
      ok: true,
      value: { memberMaxBudget: 2_000_000_000_000n, memberRpmLimit: null },
    });
  });
});

describe('a team fits its organization', () => {
  it.each([
    ['max_budget', { maxBudget: 6n }, { maxBudget: 5n }],
    ['tpm_limit', { tpmLimit: 6 }, { tpmLimit: 5 }],
    ['rpm_limit', { rpmLimit: 6 }, { rpmLimit: 5 }],
    ['models', { models: ['a', 'b'] }, { models: ['a'] }],
  ])('unless its %s goes beyond', (param, own, cap) => {
    expect(teamFits(team(own), organization(cap))).toMatchObject({ ok: false, failure: { param } });
    expect(teamFits(team(own), organization({}))).toMatchObject({ ok: true });
    expect(teamFits(team({}), organization(cap))).toMatchObject({ ok: true });
  });

  it('when the organization may use every model', () => {
    const all = organization({ models: ['all-proxy-models'] });
    expect(teamFits(team({ models: ['a'] }), all)).toMatchObject({ ok: true });
  });

  it("and itself: its members' default models are its own", () => {
    const stray = team({ models: ['a'], defaultMemberModels: ['b'] });
    expect(teamFits(stray, null)).toMatchObject({ failure: { param: 'default_team_member_models' } });
  });
});
