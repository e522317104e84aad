import { describe, expect, it } from '@jest/globals';
import { type ModelInfo } from '@tollgate/core';
import {
  EMPTY_MODEL,
  placeOfModelField,
  splitModel,
  toModelChange,
  toModelValues,
  toNewModel,
} from './model-fields.js';

const KEYS = ['api_key', 'api_base', 'organization'];

const MODEL: ModelInfo = {
  model_name: 'fast',
  litellm_params: {
    model: 'openai/gpt-4o-mini',
    api_base: 'https://eu.example/v1',
    rpm: 60,
    input_cost_per_token: 1.5e-7,
    seed: 7,
  },
  model_info: {
    id: 'm1',
    db_model: true,
    litellm_provider: 'openai',
    mode: 'chat',
    input_cost_per_token: 1.5e-7,
    output_cost_per_token: 6e-7,
    max_input_tokens: null,
    max_output_tokens: null,
    price_source: 'config',
    access_groups: ['staff'],
  },
};

describe('the form of a model', () => {
  it('sends of a new model only what was filled in, prices as USD a token', () => {
    const values = {
      ...EMPTY_MODEL,
      provider: 'openai',
      model: ' gpt-4o-mini ',
      credentials: { api_key: 'sk-1', vertex_project: 'of another provider' },
      input_cost_per_token: 0.15,
      weight: 2,
      further: '{"seed": 7}',
    };
    expect(toNewModel(values, KEYS)).toEqual({
      model_name: 'gpt-4o-mini',
      litellm_params: {
        model: 'openai/gpt-4o-mini',
        api_key: 'sk-1',
        input_cost_per_token: 0.00000015,
        weight: 2,
        seed: 7,
      },
      model_info: {},
    });
  });

  it('shows a model as it is, with what has no box of its own as JSON', () => {
    expect(toModelValues(MODEL, KEYS)).toMatchObject({
      provider: 'openai',
      model: 'gpt-4o-mini',
      model_name: 'fast',
      credentials: { api_key: '', api_base: 'https://eu.example/v1', organization: '' },
      rpm: 60,
      input_cost_per_token: 0.15,
      output_cost_per_token: '',
      access_groups: ['staff'],
      further: '{\n  "seed": 7\n}',
    });
  });

  it('sends nothing for a form that was left alone, so that no secret is touched', () => {
    const values = toModelValues(MODEL, KEYS);
    expect(toModelChange(values, values, KEYS)).toEqual({ litellm_params: {}, model_info: {} });
  });

  it('sends what changed, and null for what was emptied', () => {
    const before = toModelValues(MODEL, KEYS);
    const after = {
      ...before,
      model_name: 'quick',
      credentials: { ...before.credentials, api_key: 'sk-new', api_base: '' },
      rpm: '',
      input_cost_per_token: '',
      access_groups: [],
      further: '{"temperature": 0}',
    };
    expect(toModelChange(before, after, KEYS)).toEqual({
      model_name: 'quick',
      litellm_params: {
        seed: null,
        temperature: 0,
        api_key: 'sk-new',
        api_base: null,
        rpm: null,
        input_cost_per_token: null,
      },
      model_info: { access_groups: null },
    });
  });

  it.each([
    ['openai/gpt-4o', 'openai', { provider: 'openai', model: 'gpt-4o' }],
    ['together_ai/meta/llama', 'together_ai', { provider: 'together_ai', model: 'meta/llama' }],
    ['gpt-4o', null, { provider: '', model: 'gpt-4o' }],
  ])('reads %s of %s', (sent, provider, expected) => {
    expect(splitModel(sent, provider)).toEqual(expected);
  });

  it.each([
    ['litellm_params.rpm', 'rpm'],
    ['litellm_params.api_key', 'credentials.api_key'],
    ['model_info.team_id', 'team_id'],
    ['model_name', 'model_name'],
    ['litellm_params', null],
    ['litellm_params.vertex_project', null],
  ])("finds the place of the API's %s", (field, place) => {
    expect(placeOfModelField(field, KEYS)).toBe(place);
  });
});
