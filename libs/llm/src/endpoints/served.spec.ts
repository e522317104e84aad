import { describe, expect, it } from '@jest/globals';
import { allProviders } from '../providers/registry.js';
import { CALL_TYPES, type Operation } from './operation.js';

const isOperation = (name: string): name is Operation => Object.hasOwn(CALL_TYPES, name);

describe('what a provider is said to serve', () => {
  it.each(allProviders().map((provider) => [provider.id, provider] as const))(
    '%s: has an ability behind it, and nothing is served unsaid',
    (_, { serves = ['chat'], endpoints = {} }) => {
      const said = serves.filter((name) => name !== 'chat' && isOperation(name));
      // Edits and variations go with pictures, translations with transcripts.
      const companions = ['image-edits', 'image-variations', 'translations'];
      const had = Object.keys(endpoints).filter((name) => !companions.includes(name));
      expect(had.sort()).toEqual(said.sort());
    },
  );
});
