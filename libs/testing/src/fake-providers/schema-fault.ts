import { type z } from 'zod';
import { isJsonObject } from '@tollgate/core';

/** The first thing wrong with a request body, for a vendor to put into its own words. */
export interface SchemaFault {
  path: readonly (string | number)[];
  /** `missing` … `pattern`: what is wrong; `rule`: the schema's own sentence in `message`. */
  wrong: 'missing' | 'type' | 'unknown' | 'value' | 'too-small' | 'too-big' | 'pattern' | 'rule';
  /** Types that would be right: `string`, `array`, `int` … */
  expected: readonly string[];
  /** Values that would be right. */
  options: readonly string[];
  /** The bound that was passed. */
  bound: number | null;
  /** What the bound is of: `number`, `int`, `string`, `array`. */
  origin: string;
  pattern: string;
  message: string;
  input: unknown;
}

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Reads zod's report (made with `reportInput: true`); unions are followed into the branch that came furthest. */
export function firstFault(error: z.ZodError): SchemaFault {
  const [issue] = error.issues;
  if (issue === undefined) throw new Error('A failed parse has an issue');
  return faultOf(issue, []);
}

function faultOf(issue: Issue, above: Path): SchemaFault {
  const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  const blank: SchemaFault = {
    path,
    wrong: 'rule',
    expected: [],
    options: [],
    bound: null,
    origin: '',
    pattern: '',
    message: issue.message,
    input: issue.input,
  };
  switch (issue.code) {
    case 'invalid_type':
      return { ...blank, wrong: issue.input === undefined ? 'missing' : 'type', expected: [issue.expected] };
    case 'unrecognized_keys':
      return { ...blank, path: [...path, issue.keys[0] ?? ''], wrong: 'unknown' };
    case 'invalid_value':
      return {
        ...blank,
        wrong: issue.input === undefined ? 'missing' : 'value',
        options: issue.values.map(String),
      };
    case 'too_small':
      return { ...blank, wrong: 'too-small', bound: Number(issue.minimum), origin: issue.origin };
    case 'too_big':
      return { ...blank, wrong: 'too-big', bound: Number(issue.maximum), origin: issue.origin };
    case 'invalid_format':
      return { ...blank, wrong: 'pattern', pattern: (issue.pattern ?? '').replace(/^\/|\/[a-z]*$/g, '') };
    case 'invalid_union':
      return unionFault(issue, path, blank);
    default:
      return blank;
  }
}

function unionFault(issue: z.core.$ZodIssueInvalidUnion, path: Path, blank: SchemaFault): SchemaFault {
  if ('options' in issue && Array.isArray(issue.options)) {
    const tag = String(path.at(-1));
    const given = isJsonObject(issue.input) ? issue.input[tag] : undefined;
    const options = issue.options.map(String);
    return { ...blank, wrong: given === undefined ? 'missing' : 'value', options, input: given };
  }
  const branches = issue.errors.map((issues) => issues[0]).filter((first) => first !== undefined);
  const deepest = branches.find((first) => first.path.length > 0 || first.code !== 'invalid_type');
  if (deepest !== undefined) return faultOf(deepest, path);
  const faults = branches.map((first) => faultOf(first, path));
  const missing = faults.every((fault) => fault.wrong === 'missing');
  return {
    ...blank,
    wrong: missing ? 'missing' : 'type',
    expected: faults.flatMap((fault) => fault.expected),
    input: issue.input,
  };
}

/** A JSON value's type in words: `null`, `array`, `integer` … */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  return typeof value;
}
