import { describe, expect, it } from '@jest/globals';
import { isRouteAllowed } from './allowed-routes.js';

describe('isRouteAllowed', () => {
  it.each([
    [[], '/key/info', true],
    [['/key/info'], '/key/info', true],
    [['/key/info'], '/key/information', false],
    [['/key'], '/key/info', true],
    [['/key*'], '/keyring', true],
    [['info_routes'], '/key/info', true],
    [['info_routes'], '/key/generate', false],
    [['management_routes'], '/key/generate', true],
    [['llm_api_routes'], '/key/info', false],
    [['constructor'], '/key/info', false],
  ])('%j on %s → %s', (allowed, path, expected) => {
    expect(isRouteAllowed(allowed, path)).toBe(expected);
  });
});
