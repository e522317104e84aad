import { describe, expect, it } from '@jest/globals';
import { SecretCipher } from '@tollgate/encryption';
import { isOutdated, isSealed, openedSetting, sealedSetting } from './sealed-setting.js';
import { openedMembers, sealedMembers } from './secret-values.js';

const PLACE = 'proxy_model/m-1/litellm_params';
const cipher = new SecretCipher('salt-key-for-tests');

describe('sealed members', () => {
  const values = {
    model: 'openai/gpt-4o',
    api_key: 'sk-upstream-example',
    vertex_credentials: { private_key: 'pem' },
    tags: ['a'],
    rpm: 60,
    drop_params: true,
    region_name: null,
  };

  it('hold no text of the values, only numbers and flags, and open to the same values', () => {
    const sealed = sealedMembers(values, cipher, PLACE);
    expect(JSON.stringify(sealed)).not.toMatch(/gpt-4o|upstream|pem/);
    expect(sealed).toMatchObject({ rpm: 60, drop_params: true, region_name: null });
    expect(openedMembers(sealed, cipher, PLACE)).toEqual({ values, unreadable: [], outdated: false });
  });

  it('do not open in another place or under another key, and say which', () => {
    const sealed = sealedMembers(values, cipher, PLACE);
    const secret = ['model', 'api_key', 'vertex_credentials', 'tags'];
    expect(openedMembers(sealed, cipher, 'proxy_model/m-2/litellm_params').unreadable).toEqual(secret);
    expect(openedMembers(sealed, new SecretCipher('other'), PLACE).unreadable).toEqual(secret);
  });

  // Made from the description of the formats with tweetnacl and Python's cryptography.
  it('of a LiteLLM database are read, texts encrypted or not, and are due to be written anew', () => {
    const row = {
      model: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXMdKybozcApYHIbRhoP8pwDjGB1grFtCAFpQGp3FpsG5vBKw=',
      api_key: 'v3:gcm:AAECAwQFBgcICQoL4Qe7z6MX8YyPAxdJMhpWWdE7qszl97qpNPFuZLhPF4wpzJ8=',
      api_base: 'https://never-encrypted.example/v1',
      rpm: 3,
    };
    expect(openedMembers(row, cipher, PLACE)).toEqual({
      values: {
        model: 'sk-upstream-example',
        api_key: 'sk-upstream-example',
        api_base: 'https://never-encrypted.example/v1',
        rpm: 3,
      },
      unreadable: [],
      outdated: true,
    });
  });
});

describe('sealed settings', () => {
  it('encrypt environment variables and secrets, and nothing else', () => {
    const variable = { section: 'environment_variables', name: 'REGION', value: 'eu' } as const;
    const secret = {
      section: 'general_settings',
      name: 'alerting_args',
      value: { webhook_token: 'hush' },
    } as const;
    expect(isSealed(sealedSetting(variable, cipher))).toBe(true);
    expect(isSealed(sealedSetting(secret, cipher))).toBe(true);
    const plain = { section: 'router_settings', name: 'num_retries', value: 3 } as const;
    expect(sealedSetting(plain, cipher)).toBe(3);
  });

  it('open to what was sealed; of another key they are unreadable and outdated', () => {
    const change = { section: 'environment_variables', name: 'A', value: 'b' } as const;
    const row = { ...change, value: sealedSetting(change, cipher), updatedAt: new Date(0), updatedBy: null };
    expect(openedSetting(row, cipher)).toBe('b');
    expect(isOutdated(row, cipher)).toBe(false);
    const other = new SecretCipher('other');
    expect(openedSetting(row, other)).toBeUndefined();
    expect(isOutdated(row, other)).toBe(true);
    expect(openedSetting(row, new SecretCipher('other', ['salt-key-for-tests']))).toBe('b');
  });
});
