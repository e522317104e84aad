import { type SettingView } from '@tollgate/core';

/** The value in effect in one line; null: nothing is set. */
export function valueText({ field_value: value }: Pick<SettingView, 'field_value'>): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where a value comes from, in words. */
export function sourceText({ source, source_name: name }: SettingView): string {
  switch (source) {
    case 'database':
      return 'Dashboard or API';
    case 'file':
      return name === null ? 'Configuration file' : `Configuration file, ${name}`;
    case 'environment':
      return name === null ? 'Environment' : `Environment, ${name}`;
    case 'default':
      return 'Default';
  }
}

/** How a value of a setting is typed in. */
export type SettingInput = 'choice' | 'flag' | 'number' | 'text' | 'json';

export function inputOf({ field_type: type, options }: SettingView): SettingInput {
  if (options !== null && options.length > 0) return 'choice';
  switch (type) {
    case 'Boolean':
      return 'flag';
    case 'Integer':
    case 'Float':
      return 'number';
    case 'String':
      return 'text';
    default:
      return 'json';
  }
}

/** What is typed, as the API takes it; undefined: it cannot be read. */
export function readValue(text: string, input: SettingInput): unknown {
  switch (input) {
    case 'choice':
    case 'text':
      return text.trim() === '' ? undefined : text.trim();
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'number':
      return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
    case 'json':
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
  }
}

/** The value in effect as text to change. */
export function editableText(setting: SettingView): string {
  const { field_value: value } = setting;
  if (value === null || value === undefined) return '';
  return typeof value === 'string' && inputOf(setting) !== 'json' ? value : JSON.stringify(value, null, 2);
}
