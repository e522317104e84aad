import { describe, expect, it } from '@jest/globals';
import { changesOf } from './audit-entry.js';

describe('changesOf', () => {
  it('keeps only what differs', () => {
    const before = { key_alias: 'ci', spend: 0, models: ['a'], blocked: null };
    const after = { key_alias: 'ci-2', spend: 0, models: ['a', 'b'], blocked: null };
    expect(changesOf(before, after)).toEqual({
      before: { key_alias: 'ci', models: ['a'] },
      after: { key_alias: 'ci-2', models: ['a', 'b'] },
    });
  });

  it('shows a member that appeared on the side that has it', () => {
    expect(changesOf({}, { team_id: 't' })).toEqual({ before: {}, after: { team_id: 't' } });
  });

  it('keeps the whole view of what was created or deleted', () => {
    expect(changesOf(null, { key_alias: 'ci' })).toEqual({ before: null, after: { key_alias: 'ci' } });
    expect(changesOf({ key_alias: 'ci' }, null)).toEqual({ before: { key_alias: 'ci' }, after: null });
  });

  it('shows that a secret inside a map changed, and neither of the two', () => {
    const before = { token: 'hash', metadata: { logging: [{ langfuse_secret: 'one' }], team: 'a' } };
    const after = { token: 'hash', metadata: { logging: [{ langfuse_secret: 'two' }], team: 'a' } };
    const hidden = { metadata: { logging: [{ langfuse_secret: '*****' }], team: 'a' } };
    expect(changesOf(before, after)).toEqual({ before: hidden, after: hidden });
    expect(changesOf(null, after)).toEqual({ before: null, after: { token: 'hash', ...hidden } });
  });
});
