import { type ConfigNode, type ScalarNode } from '../document/config-node.js';
import { looksSecret } from './secret-names.js';

const LONGEST_SHOWN = 48;

/** What stands at a place, in words, without giving a secret away. */
export function describeFound(node: ConfigNode, secret: boolean): string {
  switch (node.kind) {
    case 'list':
      return node.items.length === 0 ? 'an empty list' : 'a list';
    case 'map':
      return node.entries.size === 0 ? 'an empty map' : 'a map';
    case 'scalar':
      return describeScalar(node, secret);
  }
}

function describeScalar(node: ScalarNode, secret: boolean): string {
  if (node.value === null)
    return node.variable === null
      ? 'nothing'
      : `nothing: the environment variable ${node.variable} is not set`;
  if (node.variable !== null) return `the value of the environment variable ${node.variable} (not shown)`;
  const kind = typeof node.value === 'string' ? 'text' : typeof node.value === 'number' ? 'number' : null;
  if (secret) return kind === null ? 'a yes/no value' : `a ${kind} (not shown)`;
  if (kind === null) return `${String(node.value)} (a yes/no value)`;
  if (kind === 'number') return `the number ${node.source}`;
  if (node.value === '') return 'an empty text';
  return describeText(String(node.value));
}

function describeText(text: string): string {
  if (looksSecret(text)) return 'a text (not shown)';
  if (text.length > LONGEST_SHOWN) return `a text of ${text.length} characters`;
  return `the text ${JSON.stringify(text)}`;
}
