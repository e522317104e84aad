import { isSecretName, looksSecret } from './secret-names.js';

/** In place of a secret, wherever a configuration or a change is shown. */
export const HIDDEN = '*****';

/** A copy in which every secret is hidden, by the name it stands under or by its look, at any depth. */
export function withSecretsHidden(name: string, value: unknown): unknown {
  if (typeof value === 'string') return isSecretName(name) || looksSecret(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => withSecretsHidden(name, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      withSecretsHidden(isSecretName(name) ? name : member, inner),
    ]),
  );
}
