/** Where something stands in a configuration file; line and column count from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A configuration as a tree in which every value still knows where it was written. Aliases and merge keys are already
 * expanded, files already joined.
 */
export type ConfigNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it was spelled: the number `1.10` is a text "1.10" where a text is meant. */
  readonly source: string;
  /** Environment variable that the value came from (`os.environ/NAME`); then it is never shown. */
  readonly variable: string | null;
  readonly origin: Origin;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
  readonly origin: Origin;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly origin: Origin;
}

/** One `key: value`; `origin` is the key's. */
export interface MapEntry {
  readonly origin: Origin;
  readonly node: ConfigNode;
}

/** The plain value of a tree, for settings whose shape is free. */
export function plainValue(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.node)]));
  }
}

/** Is it `null`, `~` or nothing at all, or an unset environment variable? That counts as "not configured". */
export function isUnset(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
