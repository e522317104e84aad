/** As whom one signs in: a user with a password, or whoever holds the master key. */
export const SIGN_IN_WAYS = ['user', 'master-key'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

const STORED = 'tollgate-sign-in-with';

/** The way that was used last in this browser; on a new gateway nobody has a password yet. */
export function lastSignInWay(): SignInWay {
  try {
    return localStorage.getItem(STORED) === 'user' ? 'user' : 'master-key';
  } catch {
    return 'master-key';
  }
}

export function rememberSignInWay(way: SignInWay): void {
  try {
    localStorage.setItem(STORED, way);
  } catch {
    // No storage: asked again next time.
  }
}
