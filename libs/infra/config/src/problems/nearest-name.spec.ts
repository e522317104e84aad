import { describe, expect, it } from '@jest/globals';
import { nearestName } from './nearest-name.js';
import { isSecretName, looksSecret } from './secret-names.js';

describe('nearestName', () => {
  const known = ['num_retries', 'timeout', 'api_base', 'port'];

  it.each([
    ['num_retires', 'num_retries'],
    ['Timeout', 'timeout'],
    ['apibase', 'api_base'],
    ['prot', 'port'],
    ['zebra', null],
    ['x', null],
  ])('of %s is %s', (name, near) => {
    expect(nearestName(name, known)).toBe(near);
  });
});

describe('isSecretName', () => {
  it.each([
    'api_key',
    'master_key',
    'aws_secret_access_key',
    'azure_ad_token',
    'client_secret',
    'password',
    'headers',
    'Authorization',
    'vertex_credentials',
    'auth_value',
    'environment_variables',
    'hf-token',
  ])('is yes for %s', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    'model',
    'api_base',
    'input_cost_per_token',
    'max_tokens',
    'bos_token',
    'litellm_key_header_name',
    'infer_model_from_keys',
    'temperature',
  ])('is no for %s', (name) => expect(isSecretName(name)).toBe(false));
});

describe('looksSecret', () => {
  it.each(['sk-abc', 'AIzaSy', 'Bearer x', 'postgresql://u:p@h/d', '-----BEGIN PRIVATE KEY-----'])(
    'is yes for %s',
    (text) => expect(looksSecret(text)).toBe(true),
  );
  it.each(['gpt-4o', 'https://api.example.com/v1', 'skate'])('is no for %s', (text) =>
    expect(looksSecret(text)).toBe(false),
  );
});
