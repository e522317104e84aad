import { describe, expect, it } from '@jest/globals';
import { providerForms } from './provider-form.js';

const formOf = (provider: string) => providerForms().find((form) => form.provider === provider);
const fieldOf = (provider: string, key: string) =>
  formOf(provider)?.credential_fields.find((field) => field.key === key);

describe('the form of a provider', () => {
  it('is there for every provider that is served, and for no other', () => {
    const served = providerForms().map(({ provider }) => provider);
    expect(served).toEqual(
      expect.arrayContaining(['openai', 'anthropic', 'bedrock', 'ollama', 'hosted_vllm']),
    );
    expect(served).not.toEqual(expect.arrayContaining(['anyscale']));
    expect(served).not.toContain('github_copilot');
    expect(new Set(served).size).toBe(served.length);
  });

  it('asks for a key as a secret, and says which variable holds it otherwise', () => {
    expect(fieldOf('openai', 'api_key')).toMatchObject({ required: true, field_type: 'password' });
    expect(fieldOf('openai', 'api_key')?.tooltip).toContain('OPENAI_API_KEY');
    expect(fieldOf('ollama', 'api_key')?.required).toBe(false);
  });

  it("offers the provider's own address, and asks for one where there is none", () => {
    expect(fieldOf('openai', 'api_base')).toMatchObject({
      required: false,
      placeholder: 'https://api.openai.com/v1',
    });
    expect(fieldOf('hosted_vllm', 'api_base')?.placeholder).toBeNull();
  });

  it('has what the address is made of', () => {
    expect(fieldOf('snowflake', 'account')?.required).toBe(true);
    expect(fieldOf('vertex_ai', 'vertex_credentials')?.field_type).toBe('textarea');
  });

  it('has the parameters of a cloud once each, with secrets hidden', () => {
    const keys = formOf('bedrock')?.credential_fields.map(({ key }) => key) ?? [];
    expect(keys).toEqual(expect.arrayContaining(['aws_region_name', 'aws_access_key_id', 'aws_role_name']));
    expect(keys).toHaveLength(new Set(keys).size);
    expect(fieldOf('bedrock', 'aws_secret_access_key')).toMatchObject({
      field_type: 'password',
      label: 'AWS secret access key',
    });
    expect(fieldOf('azure', 'client_secret')?.field_type).toBe('password');
  });
});
