import { describe, expect, it } from '@jest/globals';
import { splitSignature, withSignature } from './tool-call-id.js';

describe('ids of tool calls', () => {
  it.each(['c2lnLTE=', 'a+b/', 'YWI=', 'YQ=='])('bring the signature %s back byte for byte', (signature) => {
    const id = withSignature('call_1', signature);
    expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(splitSignature(id)).toEqual({ id: 'call_1', signature });
  });

  it('leave ids of others alone', () => {
    expect(withSignature('call_1', null)).toBe('call_1');
    expect(splitSignature('toolu_01ABC')).toEqual({ id: 'toolu_01ABC', signature: null });
  });
});
