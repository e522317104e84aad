import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allProviders, isCannot } from '@tollgate/llm';
import { FakeProviders } from '../fake-providers/fake-providers.js';
import { CONTRACT_SIZE, runContract } from './provider-contract.js';

let fakes: FakeProviders;
beforeAll(async () => void (fakes = await FakeProviders.start()));
afterAll(() => fakes.close());

const CHATTING = allProviders().filter((provider) => !isCannot(provider.chat));

describe('every provider that chats', () => {
  it('is one of at least two hundred', () => {
    expect(CHATTING.length).toBeGreaterThanOrEqual(200);
  });

  it.each(CHATTING.map((provider) => [provider.id, provider] as const))(
    '%s keeps the contract',
    async (_, provider) => {
      const verdicts = await runContract(provider, fakes);
      expect([...(verdicts ?? [])].filter(([, verdict]) => verdict.type === 'broken')).toEqual([]);
      expect(verdicts?.size).toBe(CONTRACT_SIZE);
    },
  );
});
