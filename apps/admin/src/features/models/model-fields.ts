import { type ModelInfo } from '@tollgate/core';
import { isRecord } from '../../shared/api/json-shape.js';
import { filledFields, numberOrNull, textOrNull } from '../../shared/form/changed-fields.js';

/** A model as the API takes it: null takes a member away. */
export interface ModelFields {
  model_name: string;
  litellm_params: Record<string, unknown>;
  model_info: Record<string, unknown>;
}

/** Figures of `litellm_params` that the form has a box for. */
export const LIMIT_NAMES = [
  ...(['weight', 'order', 'rpm', 'tpm', 'max_parallel_requests'] as const),
  ...(['timeout', 'stream_timeout', 'num_retries', 'cooldown_time'] as const),
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Prices of `litellm_params` that the form has a box for; the form has USD per million tokens. */
export const PRICE_NAMES = [
  'input_cost_per_token',
  'output_cost_per_token',
  'cache_read_input_token_cost',
  'cache_creation_input_token_cost',
] as const;
export type PriceName = (typeof PRICE_NAMES)[number];

/** The form's fields; '' is "not set". */
export interface ModelFormValues
  extends Record<LimitName, number | string>, Record<PriceName, number | string> {
  /** Prefix of the provider. */
  provider: string;
  /** The name at the provider. */
  model: string;
  model_name: string;
  litellm_credential_name: string;
  /** What the provider's form asks for, by member of `litellm_params`. */
  credentials: Record<string, string>;
  tags: string[];
  team_id: string;
  access_groups: string[];
  mode: string;
  base_model: string;
  /** JSON text: members of `litellm_params` without a box of their own. */
  further: string;
}

const nothing = <Name extends string>(names: readonly Name[]): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>;

export const EMPTY_MODEL: ModelFormValues = {
  ...{ provider: '', model: '', model_name: '', litellm_credential_name: '', credentials: {}, tags: [] },
  ...nothing(LIMIT_NAMES),
  ...nothing(PRICE_NAMES),
  ...{ team_id: '', access_groups: [], mode: '', base_model: '', further: '' },
};

const PLACED = new Set<string>([
  ...['model', 'custom_llm_provider', 'tags', 'base_model', 'litellm_credential_name'],
  ...LIMIT_NAMES,
  ...PRICE_NAMES,
]);

/** An existing model as the form shows it; secrets stay empty, and are left alone when nothing is typed. */
export function toModelValues(model: ModelInfo, credentialKeys: readonly string[]): ModelFormValues {
  const { litellm_params: params, model_info: info } = model;
  const split = splitModel(params.model, info.litellm_provider);
  const further = Object.entries(params).filter(
    ([name]) => !PLACED.has(name) && !credentialKeys.includes(name),
  );
  return {
    ...EMPTY_MODEL,
    ...split,
    model_name: publicName(model),
    litellm_credential_name: textOf(params['litellm_credential_name']),
    credentials: Object.fromEntries(credentialKeys.map((key) => [key, textOf(params[key])])),
    ...read(LIMIT_NAMES, (name) => figureOf(params[name])),
    ...read(PRICE_NAMES, (name) => perMillion(params[name])),
    tags: namesOf(params['tags']),
    team_id: textOf(info['team_id']),
    access_groups: namesOf(info['access_groups']),
    mode: textOf(info.mode),
    base_model: textOf(params['base_model'] ?? info['base_model']),
    further: further.length === 0 ? '' : JSON.stringify(Object.fromEntries(further), null, 2),
  };
}

/** The name that clients ask for; a team's model is stored under another one. */
export function publicName({ model_name, model_info }: ModelInfo): string {
  return textOf(model_info['team_public_model_name']) || model_name;
}

/** `openai/gpt-4o` → its provider and its name there. */
export function splitModel(sent: string, provider: string | null): { provider: string; model: string } {
  const slash = sent.indexOf('/');
  if (slash < 0) return { provider: provider ?? '', model: sent };
  return { provider: provider ?? sent.slice(0, slash), model: sent.slice(slash + 1) };
}

/** The form's fields as the API takes them, those that are not set as null. @param keys what the provider's form asks for */
export function toModelFields(values: ModelFormValues, keys: readonly string[]): ModelFields {
  const { provider, model, credentials } = values;
  return {
    model_name: textOrNull(values.model_name) ?? model.trim(),
    litellm_params: {
      ...readFurther(values.further),
      model: provider === '' ? model.trim() : `${provider}/${model.trim()}`,
      litellm_credential_name: textOrNull(values.litellm_credential_name),
      ...Object.fromEntries(keys.map((key) => [key, textOrNull(credentials[key] ?? '')])),
      ...read(LIMIT_NAMES, (name) => numberOrNull(values[name])),
      ...read(PRICE_NAMES, (name) => perToken(values[name])),
      tags: values.tags.length === 0 ? null : values.tags,
      base_model: textOrNull(values.base_model),
    },
    model_info: {
      team_id: textOrNull(values.team_id),
      access_groups: values.access_groups.length === 0 ? null : values.access_groups,
      mode: textOrNull(values.mode),
    },
  };
}

/** The body of /model/new: only what was filled in. */
export function toNewModel(values: ModelFormValues, keys: readonly string[]): ModelFields {
  const { model_name, litellm_params, model_info } = toModelFields(values, keys);
  return {
    model_name,
    litellm_params: filledFields(litellm_params),
    model_info: filledFields(model_info),
  };
}

/** The body of a change: what differs from the form as it opened; what was emptied is null. */
export function toModelChange(
  before: ModelFormValues,
  after: ModelFormValues,
  keys: readonly string[],
): Partial<ModelFields> {
  const [old, next] = [toModelFields(before, keys), toModelFields(after, keys)];
  return {
    ...(next.model_name === old.model_name ? {} : { model_name: next.model_name }),
    litellm_params: differing(old.litellm_params, next.litellm_params),
    model_info: differing(old.model_info, next.model_info),
  };
}

function differing(old: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const gone = Object.keys(old).filter((name) => !(name in next));
  const changed = Object.entries(next).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name] ?? null),
  );
  return Object.fromEntries([...gone.map((name) => [name, null] as const), ...changed]);
}

/** JSON text of an object; null when it is none. Empty text is an empty object. */
export function readFurther(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The place in the form of a field of the API (`litellm_params.rpm`); null: it has none. */
export function placeOfModelField(field: string, keys: readonly string[]): string | null {
  const member = field.replace(/^(?:litellm_params|model_info)\./, '').split(/[.[]/)[0] ?? '';
  if (keys.includes(member)) return `credentials.${member}`;
  if (member !== 'credentials' && member in EMPTY_MODEL) return member;
  return null;
}

/** Rules that need no question to the API. */
export const modelRules = {
  provider: (provider: string) => (provider === '' ? 'Choose whose model it is' : null),
  model: (model: string) => (model.trim() === '' ? 'The name the provider knows it by' : null),
  further: (text: string) =>
    readFurther(text) === null ? 'Expected a JSON object, such as {"seed": 7}' : null,
};

function read<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const figureOf = (value: unknown): number | string => (typeof value === 'number' ? value : '');
const namesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
/** Twelve digits: what binary fractions add is cut off. */
const rounded = (value: number): number => Number(value.toPrecision(12));
const perMillion = (value: unknown): number | string =>
  typeof value === 'number' ? rounded(value * 1e6) : '';
const perToken = (value: number | string): number | null => {
  const usd = numberOrNull(value);
  return usd === null ? null : rounded(usd / 1e6);
};
