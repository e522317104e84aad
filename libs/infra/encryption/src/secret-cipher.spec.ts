import { describe, expect, it } from '@jest/globals';
import { SecretCipher } from './secret-cipher.js';

const PLACE = 'proxy_model/m-1/api_key';
const cipher = new SecretCipher('salt-key-for-tests');

describe('SecretCipher', () => {
  it('gives back what it sealed, and seals the same text differently every time', () => {
    for (const text of ['sk-upstream-example', '', 'ключ 🔑', 'x'.repeat(100_000)]) {
      const [one, two] = [cipher.seal(text, PLACE), cipher.seal(text, PLACE)];
      expect(one).not.toBe(two);
      expect(one).not.toContain(text === '' ? 'never' : text);
      expect(cipher.open(one, PLACE)).toEqual({ state: 'opened', text, current: true });
    }
  });

  it('does not open a value that was moved to another place', () => {
    const sealed = cipher.seal('sk-upstream-example', PLACE);
    expect(cipher.open(sealed, 'proxy_model/m-2/api_key')).toEqual({ state: 'unreadable' });
  });

  it('does not open a value of which any character was changed', () => {
    const sealed = cipher.seal('sk-upstream-example', PLACE);
    for (let at = 'tg1:'.length; at < sealed.length - 1; at += 1) {
      if (sealed[at] === ':') continue;
      const changed = sealed.slice(0, at) + (sealed[at] === 'a' ? 'b' : 'a') + sealed.slice(at + 1);
      expect(cipher.open(changed, PLACE)).toEqual({ state: 'unreadable' });
    }
  });

  it('reads what an earlier key sealed, says that it is not current, and writes with the new key only', () => {
    const sealed = cipher.seal('sk-upstream-example', PLACE);
    const rotated = new SecretCipher('new-salt-key', ['older-key', 'salt-key-for-tests']);
    expect(rotated.open(sealed, PLACE)).toEqual({
      state: 'opened',
      text: 'sk-upstream-example',
      current: false,
    });
    const again = rotated.seal('sk-upstream-example', PLACE);
    expect(rotated.open(again, PLACE)).toMatchObject({ state: 'opened', current: true });
    expect(cipher.open(again, PLACE)).toEqual({ state: 'unreadable' });
    expect(new SecretCipher('new-salt-key').open(sealed, PLACE)).toEqual({ state: 'unreadable' });
  });

  // Made from the description of the formats with tweetnacl and Python's cryptography, nonce bytes 0, 1, 2 …
  it.each([
    ['SecretBox', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXMdKybozcApYHIbRhoP8pwDjGB1grFtCAFpQGp3FpsG5vBKw='],
    ['AES-GCM of 1.93', 'v2:gcm:AAECAwQFBgcICQoL37jYSEyVPd_ZRcThXkK4ZJsZuO0q7e5DIMAOSPUiasKdXfk='],
    ['AES-GCM with HKDF', 'v3:gcm:AAECAwQFBgcICQoL4Qe7z6MX8YyPAxdJMhpWWdE7qszl97qpNPFuZLhPF4wpzJ8='],
  ])('reads what LiteLLM encrypted with %s, in either base64 alphabet', (_, value) => {
    const opened = { state: 'opened', text: 'sk-upstream-example', current: false };
    expect(cipher.open(value, PLACE)).toEqual(opened);
    expect(cipher.open(value.replace(/=+$/, ''), PLACE)).toEqual(opened);
    if (!value.startsWith('v'))
      expect(cipher.open(value.replaceAll('+', '-').replaceAll('/', '_'), PLACE)).toEqual(opened);
  });

  it.each(['v2:gcm:AAECAwQFBgcICQoL37jYSEyVPd_ZRcThXkK4ZJsZuO0q7e5DIMAOSPUiasKdXfk=', 'v3:gcm:AAEC'])(
    'says of an encrypted value it has no key for that it is unreadable, rather than pass it on: %s',
    (value) => {
      expect(new SecretCipher('another-salt-key').open(value, PLACE)).toEqual({ state: 'unreadable' });
    },
  );

  it.each([
    '',
    'openai/gpt-4o',
    'sk-proj-AAECAwQFBgcICQoLDA0ODxAREhMUFRYXMdKybozcApYHIbRhoP8pwDjGB1grFtCAFpQGp3FpsG5vBKw',
    'tg1:none',
    'https://example.com/v1',
  ])('passes on what was never encrypted: %j', (value) => {
    expect(cipher.open(value, PLACE)).toEqual({ state: 'plain', text: value });
  });
});
