/** A query for the hashes that a key had before its secret was changed. @param token an SQL expression. */
export function formerTokensOf(token: string): string {
  return `SELECT rotated.token FROM rotated_key AS rotated WHERE rotated.active_token = ${token}`;
}
