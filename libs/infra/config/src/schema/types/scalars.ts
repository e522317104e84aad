import { DURATION_FORMAT, isTimeZone, parseDuration } from '@tollgate/core';
import { type ConfigNode } from '../../document/config-node.js';
import { type SettingType } from './setting-type.js';

/** A text. A number is taken as it is spelled (`api_version: 2024` is "2024"), for YAML makes numbers of many names. */
export function text(what = 'a text'): SettingType<string> {
  return {
    expected: what,
    form: 'text',
    read(node, place) {
      if (node.kind === 'scalar') {
        if (typeof node.value === 'string' && node.value !== '') return node.value;
        if (typeof node.value === 'number') return node.source;
        if (typeof node.value === 'boolean') return place.refuse(node, `${what} (put it in quotes)`);
      }
      return place.refuse(node, what);
    },
  };
}

/** Name of a time zone. */
export function timeZone(): SettingType<string> {
  const expected = 'a time zone such as "Europe/Berlin"';
  return {
    expected,
    form: 'text',
    read(node, place) {
      if (node.kind === 'scalar' && typeof node.value === 'string' && isTimeZone(node.value))
        return node.value;
      return place.refuse(node, expected);
    },
  };
}

/** A duration such as "30d". */
export function durationText(): SettingType<string> {
  const expected = `a duration: ${DURATION_FORMAT}`;
  return {
    expected,
    form: 'text',
    read(node, place) {
      if (node.kind === 'scalar' && typeof node.value === 'string' && parseDuration(node.value) !== null)
        return node.value;
      return place.refuse(node, expected);
    },
  };
}

/** One of a few words. */
export function choice<const Word extends string>(words: readonly Word[]): SettingType<Word> {
  const expected = words.length === 1 ? `"${words.join('')}"` : `one of ${words.join(', ')}`;
  return {
    expected,
    form: 'choice',
    words,
    read(node, place) {
      const word = words.find((candidate) => node.kind === 'scalar' && node.value === candidate);
      return word ?? place.refuse(node, expected);
    },
  };
}

const FLAG_WORDS = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);

/** Yes or no, also spelled as older YAML (`yes`, `Off`) and environment variables ("true", "1") spell it. */
export function flag(): SettingType<boolean> {
  return {
    expected: 'true or false',
    form: 'flag',
    read(node, place) {
      if (node.kind !== 'scalar') return place.refuse(node, 'true or false');
      if (typeof node.value === 'boolean') return node.value;
      return FLAG_WORDS.get(node.source.trim().toLowerCase()) ?? place.refuse(node, 'true or false');
    },
  };
}

export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  /** "a number of seconds" */
  readonly what?: string;
}

/** A finite number; the text of one counts too, because environment variables are texts. */
export function number(bounds: NumberBounds = {}): SettingType<number> {
  const { min, max, whole = false, what = whole ? 'a whole number' : 'a number' } = bounds;
  const expected = [
    what,
    ...(min !== undefined && max !== undefined ? [`from ${min} to ${max}`] : []),
    ...(min !== undefined && max === undefined ? [`of at least ${min}`] : []),
    ...(min === undefined && max !== undefined ? [`of at most ${max}`] : []),
  ].join(' ');
  return {
    expected,
    form: whole ? 'whole number' : 'number',
    read(node, place) {
      const value = numberIn(node);
      if (value === null) return place.refuse(node, expected);
      if (whole && !Number.isSafeInteger(value)) return place.refuse(node, expected);
      if (value < (min ?? -Infinity) || value > (max ?? Infinity)) return place.refuse(node, expected);
      return value;
    },
  };
}

const DECIMAL = /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function numberIn(node: ConfigNode): number | null {
  if (node.kind !== 'scalar') return null;
  if (typeof node.value === 'string') {
    const spelled = node.value.trim();
    if (!DECIMAL.test(spelled)) return null;
    return finite(Number(spelled.replaceAll('_', '')));
  }
  return typeof node.value === 'number' ? finite(node.value) : null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A whole number of at least `min` (0). */
export function count(min = 0): SettingType<number> {
  return number({ whole: true, min });
}

/** Seconds, fractions allowed. */
export function seconds(): SettingType<number> {
  return number({ min: 0, max: 31_536_000, what: 'a number of seconds' });
}

/** US dollars. */
export function dollars(): SettingType<number> {
  return number({ min: 0, what: 'an amount in USD' });
}
