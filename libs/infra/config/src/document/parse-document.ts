import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { type ConfigProblem } from '../problems/problem.js';
import { type ConfigNode, type MapEntry, type MapNode, type Origin } from './config-node.js';
import { syntaxFault } from './syntax-faults.js';

/** Values a file may have once its aliases are expanded; a larger one is an "alias bomb", not a configuration. */
const MOST_NODES = 500_000;
const DEEPEST = 100;
const MOST_FAULTS = 10;

export type ParsedDocument =
  { readonly ok: true; readonly root: MapNode } | { readonly ok: false; readonly problems: ConfigProblem[] };

/** Reads one YAML (or JSON, its subset) file into a tree that knows the place of every value. Never throws. */
export function parseDocument(text: string, file: string): ParsedDocument {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    version: '1.2',
  });
  const tree = new TreeBuilder(file, lines);
  // An empty file gives an "empty stream", which is a list of no documents.
  const [document, second] = documents;
  if (document === undefined) return { ok: true, root: emptyMap(file) };
  const faults = syntaxProblems(documents, tree);
  if (second !== undefined)
    faults.push(tree.problem(second.range[0], 'one document', 'a second document after a line "---"'));
  if (faults.length > 0) return { ok: false, problems: faults };
  return tree.build(document);
}

/** The first faults; those after them mostly follow from them. */
function syntaxProblems(documents: readonly Document[], tree: TreeBuilder): ConfigProblem[] {
  const faults = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  const exhausted = faults.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  return (exhausted === undefined ? faults.slice(0, MOST_FAULTS) : [exhausted]).map(({ pos, code }) =>
    tree.problem(pos[0], 'valid YAML', syntaxFault(code)),
  );
}

/** A fault that ends the reading of this file. */
class Unreadable extends Error {
  constructor(readonly problem: ConfigProblem) {
    super(`unreadable: found ${problem.found}`);
  }
}

class TreeBuilder {
  #document: Document | null = null;
  #nodes = 0;

  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  build(document: Document): ParsedDocument {
    this.#document = document;
    const contents = document.contents;
    if (contents === null || (isScalar(contents) && contents.value === null))
      return { ok: true, root: emptyMap(this.file) };
    try {
      const root = this.#node(contents, 0);
      if (root.kind === 'map') return { ok: true, root };
      const found = root.kind === 'list' ? 'a list' : 'a single value';
      return {
        ok: false,
        problems: [{ origin: root.origin, path: '', expected: 'a map of sections', found }],
      };
    } catch (fault) {
      if (fault instanceof Unreadable) return { ok: false, problems: [fault.problem] };
      throw fault;
    }
  }

  problem(offset: number, expected: string, found: string): ConfigProblem {
    return { origin: this.#at(offset), path: '', expected, found };
  }

  #at(offset: number): Origin {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }

  #origin(node: Node | null, fallback: Origin): Origin {
    return node?.range ? this.#at(node.range[0]) : fallback;
  }

  #node(node: Node | null, depth: number, fallback?: Origin): ConfigNode {
    const origin = this.#origin(node, fallback ?? { file: this.file, line: 1, column: 1 });
    if (++this.#nodes > MOST_NODES)
      throw this.#unreadable(origin, `at most ${MOST_NODES} values`, 'more, after its aliases are expanded');
    if (depth > DEEPEST)
      throw this.#unreadable(origin, `at most ${DEEPEST} levels of nesting`, 'deeper nesting');
    if (node === null) return { kind: 'scalar', value: null, source: '', variable: null, origin };
    if (isAlias(node)) return this.#node(this.#anchored(node, origin), depth + 1);
    if (isMap(node)) return this.#map(node, depth, origin);
    if (isSeq(node))
      return {
        kind: 'list',
        items: node.items.map((item) => this.#node(asNode(item), depth + 1, origin)),
        origin,
      };
    if (isScalar(node)) return this.#scalar(node, origin);
    throw new Error('a YAML node of an unknown kind');
  }

  #anchored(node: Node, origin: Origin): Node {
    const target = isAlias(node) && this.#document ? node.resolve(this.#document) : undefined;
    if (target === undefined) throw this.#unreadable(origin, 'an anchor (&…) before its alias (*…)', 'none');
    return target;
  }

  #scalar(node: Scalar, origin: Origin): ConfigNode {
    const { value } = node;
    const source = node.source ?? '';
    if (value === null) return { kind: 'scalar', value, source, variable: null, origin };
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'boolean':
        return { kind: 'scalar', value, source, variable: null, origin };
      default:
        throw this.#unreadable(origin, 'a text, a number or yes/no', 'another kind of value');
    }
  }

  /** Own keys first; what a merge key (`<<`) brings fills the gaps. */
  #map(node: YAMLMap, depth: number, origin: Origin): MapNode {
    const entries = new Map<string, MapEntry>();
    const merged: MapNode[] = [];
    for (const pair of node.items) {
      if (isMergeKey(pair)) merged.push(...this.#merged(pair, depth, origin));
      else this.#addEntry(entries, pair, depth, origin);
    }
    for (const source of merged)
      for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
    return { kind: 'map', entries, origin };
  }

  #addEntry(entries: Map<string, MapEntry>, pair: Pair, depth: number, mapOrigin: Origin): void {
    const keyNode = asNode(pair.key);
    const origin = this.#origin(keyNode, mapOrigin);
    if (!isScalar(keyNode)) throw this.#unreadable(origin, 'a key that is a text', 'another kind of key');
    const key = typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? '');
    const earlier = entries.get(key);
    if (earlier !== undefined)
      throw this.#unreadable(
        origin,
        'each key once in a map',
        `a key that also stands in line ${earlier.origin.line}`,
      );
    entries.set(key, { origin, node: this.#node(asNode(pair.value), depth + 1, origin) });
  }

  #merged(pair: Pair, depth: number, origin: Origin): MapNode[] {
    const value = this.#node(asNode(pair.value), depth + 1, origin);
    const sources = value.kind === 'list' ? value.items : [value];
    return sources.map((source) => {
      if (source.kind === 'map') return source;
      throw this.#unreadable(source.origin, 'a map after the merge key "<<"', 'another kind of value');
    });
  }

  #unreadable(origin: Origin, expected: string, found: string): Unreadable {
    return new Unreadable({ origin, path: '', expected, found });
  }
}

function emptyMap(file: string): MapNode {
  return { kind: 'map', entries: new Map(), origin: { file, line: 1, column: 1 } };
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && typeof pair.key.value === 'symbol';
}

function asNode(value: unknown): Node | null {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value) ? value : null;
}
