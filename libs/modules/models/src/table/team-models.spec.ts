import { describe, expect, it } from '@jest/globals';
import { type ModelEntry } from '@tollgate/config';
import { resolveModel } from '@tollgate/routing';
import { buildRoutingTable } from './build-routing-table.js';

const entry = (id: string, info: ModelEntry['model_info'] = {}): ModelEntry => ({
  model_name: `model_name_blue_${id}`,
  litellm_params: { model: 'openai/gpt-x', api_key: 'k' },
  model_info: { id, ...info },
});
const owned = { team_id: 'blue', team_public_model_name: 'smart' };

describe('models of a team', () => {
  it('of one public name form a group that only the team sees', () => {
    const file = [
      {
        model_name: 'smart',
        litellm_params: { model: 'openai/gpt-y', api_key: 'k' },
        model_info: { id: 'all' },
      },
    ];
    const { table } = buildRoutingTable({ model_list: file }, {}, [
      { entry: entry('a', owned), facts: {} },
      { entry: entry('b', owned), facts: {} },
    ]);
    const ids = (team: string | null, name: string) =>
      resolveModel(table, name, team)?.deployments.map(({ id }) => id) ?? null;
    expect(ids('blue', 'smart')).toEqual(['a', 'b']);
    expect(ids('blue', 'model_name_blue_b')).toEqual(['b']);
    expect(ids('red', 'smart')).toEqual(['all']);
    expect(ids(null, 'smart')).toEqual(['all']);
    expect(ids(null, 'model_name_blue_a')).toBeNull();
  });
});

describe('models of the database', () => {
  it('come after those of the file, and say so', () => {
    const file = [{ model_name: 'a', litellm_params: { model: 'openai/x', api_key: 'k' } }];
    const stored = {
      model_name: 'a',
      litellm_params: { model: 'openai/y', api_key: 'k' },
      model_info: { id: 'm' },
    };
    const { table } = buildRoutingTable({ model_list: file }, {}, [
      { entry: stored, facts: { created_by: 'ann' } },
    ]);
    const infos = table.groups.get('a')?.map(({ info }) => info);
    expect(infos).toMatchObject([{ db_model: false }, { id: 'm', db_model: true, created_by: 'ann' }]);
  });

  it('that no call reaches are told of, with the reason', () => {
    const { table, idle } = buildRoutingTable({}, {}, [
      { entry: { ...entry('a', { blocked: true }), model_name: 'paused' }, facts: {} },
      {
        entry: { model_name: 'odd', litellm_params: { model: 'nowhere/x' }, model_info: { id: 'b' } },
        facts: {},
      },
    ]);
    expect(table.groups.size).toBe(0);
    expect(idle).toMatchObject([
      { id: 'a', modelName: 'paused', reason: 'model_info.blocked is true' },
      { id: 'b', modelName: 'odd', reason: expect.stringContaining('"nowhere/x" is not known') },
    ]);
  });
});
