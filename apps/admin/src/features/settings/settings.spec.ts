import { describe, expect, it } from '@jest/globals';
import { type AuditEntryView } from '@tollgate/core';
import { auditChanges, nameOfObject } from './audit-changes.js';
import { fallbackLists, loopOf, modelsWithParameters } from './fallback-lists.js';

const entry = (change: Partial<AuditEntryView>): AuditEntryView => ({
  ...{
    id: 'e1',
    updated_at: '2026-07-01T00:00:00Z',
    changed_by: 'ada',
    changed_by_api_key: '',
    action: 'updated',
  },
  ...{ table_name: 'LiteLLM_TeamTable', object_id: 't1', before_value: null, updated_values: null },
  ...{ object_type: 'team', user_id: 'ada', role: 'proxy_admin', via: 'session', ip: null, request_id: 'r1' },
  ...change,
});

describe('what an act changed', () => {
  it('is each member with its value before and after', () => {
    expect(
      auditChanges(
        entry({
          before_value: { max_budget: 5, models: ['a'], blocked: false },
          updated_values: { max_budget: 10, models: ['a'], tpm_limit: 7, blocked: null },
        }),
      ),
    ).toEqual([
      { name: 'blocked', before: 'false', after: null },
      { name: 'max_budget', before: '5', after: '10' },
      { name: 'tpm_limit', before: null, after: '7' },
    ]);
  });

  it('leaves out what a new object does not have', () => {
    const made = { team_alias: 'Search', models: [], metadata: {}, max_budget: null, spend: 0 };
    expect(auditChanges(entry({ updated_values: made })).map(({ name }) => name)).toEqual([
      'spend',
      'team_alias',
    ]);
  });

  it('is of the object that people know by its name', () => {
    expect(nameOfObject(entry({ before_value: { team_alias: 'Search' } }))).toBe('Search');
    expect(nameOfObject(entry({}))).toBeNull();
  });
});

describe('fallbacks', () => {
  const lists = fallbackLists([
    { gpt: ['claude', { model: 'mini', temperature: 0 }] },
    { claude: ['local'] },
    'nonsense',
  ]);

  it('are read as the configuration has them', () => {
    expect([...lists]).toEqual([
      ['gpt', ['claude', 'mini']],
      ['claude', ['local']],
    ]);
  });

  it('with parameters of their own are told apart, so that no form drops them', () => {
    const value = [{ gpt: ['claude', { model: 'mini', temperature: 0 }] }, { claude: ['local'] }];
    expect([...modelsWithParameters(value)]).toEqual(['gpt']);
  });

  it.each([
    ['local', ['gpt'], ['local', 'gpt', 'claude', 'local']],
    ['gpt', ['gpt'], ['gpt', 'gpt']],
    ['gpt', ['claude'], null],
    ['other', ['gpt', 'claude'], null],
  ])('of %s to %j lead back by %j', (model, models, loop) => {
    expect(loopOf(model, models, lists)).toEqual(loop);
  });
});
