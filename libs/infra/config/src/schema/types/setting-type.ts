import { type ConfigNode, type Origin } from '../../document/config-node.js';
import { describeFound } from '../../problems/found.js';
import { type ConfigProblem, type ConfigWarning } from '../../problems/problem.js';

/** What a value is made of; `any`: of several forms, or of whatever is written. */
export type SettingForm = 'text' | 'flag' | 'number' | 'whole number' | 'choice' | 'list' | 'map' | 'any';

/**
 * What a setting may hold: how it reads, how it is described to operators, and the TypeScript type that comes out. The
 * schema made of these is the one source of checks, types, known names and documentation.
 */
export interface SettingType<T> {
  /** For messages and docs, with its article: "a whole number of at least 0". */
  readonly expected: string;
  /** For forms. */
  readonly form: SettingForm;
  /** Of a choice: what can be chosen. */
  readonly words?: readonly string[];
  /** The value, or `undefined` after what is wrong was reported. The node is never unset. */
  read(node: ConfigNode, place: Place): T | undefined;
  /** Settings inside, for the documentation. */
  readonly inside?: Inside;
}

/** Settings below another: `''` directly, `[]` in a list's items, `{}` in the values of a map. */
export interface Inside {
  readonly suffix: string;
  readonly keys: Settings;
}

/** What is inside a collection whose members have something inside. */
export function insideOf(member: SettingType<unknown>, suffix: '[]' | '{}'): { readonly inside?: Inside } {
  const { inside } = member;
  return inside === undefined ? {} : { inside: { suffix: suffix + inside.suffix, keys: inside.keys } };
}

/** One key of a section. */
export interface Setting<T = unknown> {
  readonly type: SettingType<T>;
  /** What it does, in a sentence without its full stop. */
  readonly meaning: string;
  /** What holds when it is absent, in words. */
  readonly default?: string | undefined;
  readonly required?: boolean | undefined;
}

export type Settings = Readonly<Record<string, Setting>>;

/** The value of a type. */
export type ValueOf<Type> = Type extends SettingType<infer T> ? T : never;

/** The values of a section; a required setting is always there, every other may be absent. */
export type ValuesOf<Keys extends Settings> = {
  readonly [K in keyof Keys as Keys[K] extends { required: true } ? K : never]: ValueOf<Keys[K]['type']>;
} & {
  readonly [K in keyof Keys as Keys[K] extends { required: true } ? never : K]?: ValueOf<Keys[K]['type']>;
};

/** A key that may be absent. */
export function setting<T>(type: SettingType<T>, meaning: string, fallback?: string): Setting<T> {
  return { type, meaning, default: fallback };
}

/** A key without which its map cannot be used. */
export function required<T>(type: SettingType<T>, meaning: string): Setting<T> & { required: true } {
  return { type, meaning, required: true };
}

/** Collects everything that one reading of a configuration has to say. */
export interface ReadingReport {
  readonly problems: ConfigProblem[];
  readonly warnings: ConfigWarning[];
  /** Settings that the operator uses and that have no effect yet, in order of appearance. */
  readonly notActive: Set<string>;
  /** Has the setting of this schema path (`model_list[].litellm_params.model`) an effect? */
  isActive(schemaPath: string): boolean;
}

/** Where a reader stands in the configuration. Immutable. */
export class Place {
  constructor(
    readonly report: ReadingReport,
    /** As the operator sees it: `model_list[2].litellm_params`. */
    readonly path = '',
    /** As the schema sees it: `model_list[].litellm_params`. */
    readonly schemaPath = '',
    readonly secret = false,
    /** Below something that has no effect yet and was already reported. */
    readonly reported = false,
  ) {}

  key(name: string, { secret = false, reported = false } = {}): Place {
    const join = (parent: string) => (parent === '' ? name : `${parent}.${name}`);
    return new Place(
      this.report,
      join(this.path),
      join(this.schemaPath),
      this.secret || secret,
      this.reported || reported,
    );
  }

  /** An entry of a map whose keys are names of the operator's choice. */
  entry(name: string, secret = false): Place {
    return new Place(
      this.report,
      `${this.path}.${name}`,
      `${this.schemaPath}{}`,
      this.secret || secret,
      this.reported,
    );
  }

  item(index: number): Place {
    return new Place(
      this.report,
      `${this.path}[${index}]`,
      `${this.schemaPath}[]`,
      this.secret,
      this.reported,
    );
  }

  /** Reports a value that does not fit. */
  refuse(node: ConfigNode, expected: string, found = describeFound(node, this.secret)): undefined {
    this.report.problems.push({ origin: node.origin, path: this.path, expected, found });
    return undefined;
  }

  warn(origin: Origin, message: string): void {
    this.report.warnings.push({ origin, path: this.path, message });
  }
}
