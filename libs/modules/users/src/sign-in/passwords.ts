import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hash of a password as it is stored: argon2id in PHC text, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/** Is it the password of the hash? Takes the same time when there is no hash, so that nobody learns who exists. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const matches = await verify(stored ?? NOBODYS_HASH, password.normalize('NFC')).catch(() => false);
  return stored !== null && matches;
}

/** Tells a stored password from its successor; nothing can be learned from it. */
export function credentialOf(stored: string): string {
  return createHash('sha256').update(stored).digest('hex');
}

/** Of random bytes that nobody kept. */
const NOBODYS_HASH = await hashPassword(
  createHash('sha256').update(process.hrtime.bigint().toString()).digest('hex'),
);
