import { type Environment, type GatewayConfig, readStoredConfig } from '@tollgate/config';
import { type Credential } from '../credentials/credential.js';

/** Credentials of the database as entries of `credential_list`; what cannot be read is left out, with a note. */
export function credentialsOf(
  credentials: readonly Credential[],
  env: Environment,
  notes: string[],
): NonNullable<GatewayConfig['credential_list']> {
  return credentials.flatMap(({ credentialName, values, unreadable }) => {
    if (unreadable.length > 0) {
      notes.push(
        `credential ${credentialName} is left out: ${unreadable.join(', ')} cannot be decrypted with the salt key`,
      );
      return [];
    }
    const read = readStoredConfig(
      { credential_list: [{ credential_name: credentialName, credential_values: values }] },
      env,
    );
    if (read.ok) return read.config.credential_list ?? [];
    notes.push(`credential ${credentialName} cannot be read: ${read.faults[0]?.message ?? ''}`);
    return [];
  });
}
