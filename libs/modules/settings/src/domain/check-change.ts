import { describeSettings, type Environment, nearestName, readStoredConfig } from '@tollgate/config';
import { type Failure } from '@tollgate/core';
import { isReadAtStart } from './start-settings.js';
import { type SettingChange } from './stored-setting.js';

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const VARIABLE_LENGTH_MAX = 16_384;
/** Read before the database is, or by Node itself. */
const START_VARIABLE =
  /^(DATABASE_|REDIS_|TOLLGATE_|NODE_|LD_|PG)|_(MASTER|SALT)_KEY$|^(HOST|PORT|PATH|HOME)$/i;

/** May this be changed at run time, and does the value fit? null: yes. */
export function faultOfChange({ section, name, value }: SettingChange, env: Environment): Failure | null {
  if (section === 'environment_variables') return faultOfVariable(name, value);
  const path = `${section}.${name}`;
  const known = describeSettings(section).map((setting) => setting.name);
  if (!known.includes(name)) {
    const near = nearestName(name, known);
    return badRequest(path, `is no known setting${near === null ? '' : `; did you mean ${near}?`}`);
  }
  if (isReadAtStart(section, name))
    return badRequest(path, 'is read when the gateway starts: set it in the configuration file and restart');
  if (value === null) return null;
  const read = readStoredConfig({ [section]: { [name]: value } }, env);
  if (read.ok) return null;
  const [first] = read.faults;
  return badRequest(first?.path ?? path, first?.message ?? 'cannot be read', ': ');
}

function faultOfVariable(name: string, value: unknown): Failure | null {
  const path = `environment_variables.${name.slice(0, 128)}`;
  if (!VARIABLE.test(name)) return badRequest(path, 'is no name of an environment variable');
  if (START_VARIABLE.test(name))
    return badRequest(path, 'is read when the gateway starts: set it in its environment and restart');
  if (value === null) return null;
  if (typeof value !== 'string') return badRequest(path, 'must be a text');
  if (value.length > VARIABLE_LENGTH_MAX)
    return badRequest(path, `must be at most ${VARIABLE_LENGTH_MAX} characters long`);
  return null;
}

function badRequest(path: string, message: string, join = ' '): Failure {
  return { class: 'BadRequestError', message: `${path}${join}${message}.`, param: path };
}
