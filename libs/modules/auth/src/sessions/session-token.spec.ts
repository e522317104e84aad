import { describe, expect, it } from '@jest/globals';
import { csrfTokenOf, isCsrfTokenOf, newSessionToken, sessionTokenIn } from './session-token.js';

describe('session tokens', () => {
  const token = newSessionToken();

  it('are found in a cookie header among others, and only in the form we make', () => {
    expect(sessionTokenIn(`theme=dark; tollgate_session=${token}; x=y`)).toBe(token);
    expect(sessionTokenIn('tollgate_session=short')).toBeNull();
    expect(sessionTokenIn(undefined)).toBeNull();
  });

  it('have a CSRF token that nothing else matches', () => {
    expect(isCsrfTokenOf(token, csrfTokenOf(token))).toBe(true);
    expect(isCsrfTokenOf(token, csrfTokenOf(newSessionToken()))).toBe(false);
    expect(isCsrfTokenOf(token, undefined)).toBe(false);
    expect(isCsrfTokenOf(token, '')).toBe(false);
  });

  it('do not give themselves away in the CSRF token', () => {
    expect(csrfTokenOf(token)).not.toContain(token);
  });
});
