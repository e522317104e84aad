import {
  DURATION_FORMAT,
  KEY_LIMITS,
  parseDuration,
  type GenerateKeyRequest,
  type KeyFields,
  type KeyView,
  type UpdateKeyRequest,
} from '@tollgate/core';
import { isRecord } from '../../shared/api/json-shape.js';
import { textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  NO_LIMITS,
  toLimits,
  toLimitValues,
  type LimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them, so its messages find their place. '' is "not set". */
export interface KeyFormValues extends LimitValues {
  key_alias: string;
  /** The team that pays as well. */
  team_id: string;
  /** Whose key it is; empty on a new key: one's own. */
  user_id: string;
  models: string[];
  duration: string;
  tags: string[];
  /** JSON text of an object. */
  metadata: string;
}

export const EMPTY_KEY: KeyFormValues = {
  key_alias: '',
  team_id: '',
  user_id: '',
  models: [],
  duration: '',
  tags: [],
  metadata: '',
  ...NO_LIMITS,
};

/** Tags of a key; the API keeps them within its metadata. */
export function tagsOf(key: Pick<KeyView, 'metadata'>): string[] {
  const { tags } = key.metadata;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** An existing key as the form shows it. The expiry starts empty: what is typed counts from now. */
export function toFormValues(key: KeyView): KeyFormValues {
  const { tags: _tags, ...metadata } = key.metadata;
  return {
    key_alias: key.key_alias ?? '',
    team_id: key.team_id ?? '',
    user_id: key.user_id ?? '',
    models: key.models,
    duration: '',
    ...toLimitValues(key),
    tags: tagsOf(key),
    metadata: Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata, null, 2),
  };
}

/** JSON text of an object; null when it is none. Empty text is an empty object. */
export function readMetadata(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The form's fields as the API takes them; `duration` is apart, it means another thing in each request. */
function toFields(values: KeyFormValues): Pick<KeyFields, Exclude<keyof KeyFormValues, 'duration'>> {
  return {
    key_alias: textOrNull(values.key_alias),
    team_id: textOrNull(values.team_id),
    user_id: textOrNull(values.user_id),
    models: values.models,
    ...toLimits(values),
    tags: values.tags,
    metadata: readMetadata(values.metadata) ?? {},
  };
}

/** The body of /key/generate: only what was filled in. */
export function toGenerateRequest(values: KeyFormValues): GenerateKeyRequest {
  const filled = Object.entries({ ...toFields(values), duration: textOrNull(values.duration) }).filter(
    ([, value]) => value !== null && !isEmpty(value),
  );
  return Object.fromEntries(filled);
}

/** The body of /key/update: only what differs from the key as it was; null clears. */
export function toUpdateRequest(key: KeyView, values: KeyFormValues): UpdateKeyRequest {
  const before = new Map<string, unknown>(Object.entries(toFields(toFormValues(key))));
  const after = toFields(values);
  const changed = Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isSame(value, before.get(name))),
  );
  // Metadata is replaced as a whole, and holds the tags: the two travel together.
  if ('metadata' in changed || 'tags' in changed) {
    Object.assign(changed, { metadata: after.metadata, tags: after.tags });
  }
  const expiry = textOrNull(values.duration);
  const duration = expiry === null ? {} : { duration: expiry === 'never' ? null : expiry };
  return { key: key.token, ...changed, ...duration };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

/** The API's own rules, said before it has to. Each returns a message, or null. */
export const keyFormRules = {
  key_alias: (alias: string) =>
    alias.trim().length > KEY_LIMITS.aliasMax ? `At most ${KEY_LIMITS.aliasMax} characters` : null,
  models: (models: string[]) => {
    if (models.length > KEY_LIMITS.modelsMax) return `At most ${KEY_LIMITS.modelsMax} models`;
    const long = models.find((model) => model.length > KEY_LIMITS.modelNameMax);
    return long === undefined ? null : `A model name has at most ${KEY_LIMITS.modelNameMax} characters`;
  },
  ...limitRules,
  duration: (duration: string) =>
    duration.trim() === '' || duration.trim() === 'never' || parseDuration(duration.trim())
      ? null
      : `Expected ${DURATION_FORMAT}`,
  tags: (tags: string[]) => {
    if (tags.length > KEY_LIMITS.tagsMax) return `At most ${KEY_LIMITS.tagsMax} tags`;
    return tags.some((tag) => tag.length > KEY_LIMITS.tagMax)
      ? `A tag has at most ${KEY_LIMITS.tagMax} characters`
      : null;
  },
  metadata: (text: string) => {
    if (readMetadata(text) === null) return 'Expected a JSON object, such as {"project": "search"}';
    return new Blob([text]).size > KEY_LIMITS.metadataBytesMax
      ? `At most ${KEY_LIMITS.metadataBytesMax} bytes`
      : null;
  },
};
