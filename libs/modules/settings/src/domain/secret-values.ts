import { isSecretName, looksSecret } from '@tollgate/config';
import { type SecretCipher } from '@tollgate/encryption';

/** Does a value hold a secret, by its name, its look, or anything inside it? */
export function holdsSecret(name: string, value: unknown): boolean {
  if (typeof value === 'string') return isSecretName(name) || looksSecret(value);
  if (Array.isArray(value)) return value.some((item) => holdsSecret(name, item));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([member, inner]) =>
    holdsSecret(isSecretName(name) ? name : member, inner),
  );
}

/**
 * A map as it is stored: texts, lists and maps encrypted one by one as JSON, numbers and flags as they are.
 * @param place where it is stored: table and row.
 */
export function sealedMembers(
  values: Readonly<Record<string, unknown>>,
  cipher: SecretCipher,
  place: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' || (typeof value === 'object' && value !== null)
        ? cipher.seal(JSON.stringify(value), `${place}/${name}`)
        : value,
    ]),
  );
}

export interface OpenedMembers {
  readonly values: Record<string, unknown>;
  /** Members that cannot be decrypted; they are not among the values. */
  readonly unreadable: readonly string[];
  /** Some were encrypted under an earlier key, in LiteLLM's format, or not at all. */
  readonly outdated: boolean;
}

/** Reads a stored map: own values, and those of a LiteLLM database, which encrypts only texts. */
export function openedMembers(
  stored: Readonly<Record<string, unknown>>,
  cipher: SecretCipher,
  place: string,
): OpenedMembers {
  const values: Record<string, unknown> = {};
  const unreadable: string[] = [];
  let outdated = false;
  for (const [name, value] of Object.entries(stored)) {
    if (typeof value !== 'string') {
      outdated ||= typeof value === 'object' && value !== null;
      values[name] = value;
      continue;
    }
    const opened = cipher.open(value, `${place}/${name}`);
    if (opened.state === 'unreadable') unreadable.push(name);
    else
      values[name] =
        value.startsWith('tg1:') && opened.state === 'opened' ? parsed(opened.text) : opened.text;
    outdated ||= opened.state !== 'opened' || !opened.current;
  }
  return { values, unreadable, outdated };
}

function parsed(json: string): unknown {
  return JSON.parse(json) as unknown;
}
