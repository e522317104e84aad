import { isJsonObject } from '@tollgate/core';
import { type SecretCipher } from '@tollgate/encryption';
import { holdsSecret } from './secret-values.js';
import { type SettingChange, type StoredSetting } from './stored-setting.js';

/** The one member of a stored value that is encrypted. */
const SEALED = 'sealed';

/** As it is stored: encrypted as a whole when it holds a secret or is an environment variable. null stays null. */
export function sealedSetting({ section, name, value }: SettingChange, cipher: SecretCipher): unknown {
  if (value === null) return null;
  if (section !== 'environment_variables' && !holdsSecret(name, value)) return value;
  return { [SEALED]: cipher.seal(JSON.stringify(value), placeOf(section, name)) };
}

export function isSealed(value: unknown): value is { readonly [SEALED]: string } {
  return isJsonObject(value) && typeof value[SEALED] === 'string' && Object.keys(value).length === 1;
}

/** The value of a stored setting; undefined: it cannot be decrypted. */
export function openedSetting({ section, name, value }: StoredSetting, cipher: SecretCipher): unknown {
  if (!isSealed(value)) return value;
  const opened = cipher.open(value[SEALED], placeOf(section, name));
  return opened.state === 'opened' ? (JSON.parse(opened.text) as unknown) : undefined;
}

/** Must it be encrypted anew, under today's key? */
export function isOutdated({ section, name, value }: StoredSetting, cipher: SecretCipher): boolean {
  if (!isSealed(value)) return false;
  const opened = cipher.open(value[SEALED], placeOf(section, name));
  return opened.state !== 'opened' || !opened.current;
}

function placeOf(section: string, name: string): string {
  return `stored_setting/${section}/${name}`;
}
