import { describe, expect, it } from '@jest/globals';
import { type KeyContext } from '@tollgate/core';
import { listModels } from '../models/list-models.js';
import { deployment, keyContext, routingTable } from '../testing/gateway-host.js';
import { authorizeModel } from './authorize.js';

const own = deployment('smart', { id: 'blue-smart', teamId: 'blue' });
const TABLE = routingTable([deployment('fast')], {
  teamModels: new Map([
    [
      'blue',
      {
        groups: new Map([...['smart', 'model_name_blue_1'].map((name) => [name, [own]] as const)]),
        wildcards: [],
      },
    ],
  ]),
});
const ofTeam = (teamId: string | null, models: string[] = [], teamModels: string[] = []): KeyContext =>
  keyContext({
    teamId,
    models,
    ...(teamId === null
      ? {}
      : { owners: [{ kind: 'team', id: teamId, blocked: false, models: teamModels }] }),
  });

describe("a team's own model", () => {
  it.each([
    ['by its public name', 'smart'],
    ['by the name it is stored under', 'model_name_blue_1'],
    ['by its id', 'blue-smart'],
  ])('serves keys of the team, %s', (_, asked) => {
    expect(authorizeModel(ofTeam('blue'), asked, TABLE)).toMatchObject({ deployments: [own] });
  });

  it("passes the team's list of models, but not the key's", () => {
    expect(authorizeModel(ofTeam('blue', [], ['fast']), 'smart', TABLE)).toMatchObject({
      deployments: [own],
    });
    expect(authorizeModel(ofTeam('blue', ['fast']), 'smart', TABLE)).toMatchObject({
      type: 'key_model_access_denied',
    });
  });

  it.each([null, 'red'])('is there for nobody else (team %s), not even by its id', (team) => {
    expect(authorizeModel(ofTeam(team), 'blue-smart', TABLE)).toMatchObject({
      class: 'ModelAccessDeniedError',
      type: 'team_model_access_denied',
    });
    expect(authorizeModel(ofTeam(team), 'smart', TABLE)).toMatchObject({ class: 'BadRequestError' });
  });

  it('is listed for the team by its public name only', () => {
    const names = (key: KeyContext) => listModels(key, TABLE).map(({ id }) => id);
    expect(names(ofTeam('blue'))).toEqual(['smart', 'fast']);
    expect(names(ofTeam('red'))).toEqual(['fast']);
  });
});
