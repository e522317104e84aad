import { dirname, isAbsolute, resolve } from 'node:path';
import { type ConfigProblem } from '../problems/problem.js';
import { describeFound } from '../problems/found.js';
import { type ConfigNode, type MapEntry, type MapNode, type Origin } from './config-node.js';
import { parseDocument } from './parse-document.js';

/** Reads a file as UTF-8 text; rejects when it cannot. */
export type ReadFile = (path: string) => Promise<string>;

const MOST_FILES = 100;

/**
 * Reads a file and those it includes, relative to the file that names them. Lists are concatenated, the including file's
 * first; maps are merged; where both give one value, the including file's stands.
 */
export async function readWithIncludes(
  path: string,
  readFile: ReadFile,
): Promise<{ readonly root: MapNode | null; readonly problems: ConfigProblem[] }> {
  const reader = new IncludeReader(readFile);
  const root = await reader.read(path, [], null);
  return { root, problems: reader.problems };
}

class IncludeReader {
  readonly problems: ConfigProblem[] = [];
  #files = 0;

  constructor(private readonly readFile: ReadFile) {}

  /** @param chain the files that include one another down to this one. */
  async read(path: string, chain: readonly string[], from: Origin | null): Promise<MapNode | null> {
    const file = resolve(path);
    const origin = from ?? { file: path, line: 0, column: 0 };
    if (chain.includes(file))
      return this.#refuse(
        origin,
        'files that do not include each other in a circle',
        `a circle through ${path}`,
      );
    if (++this.#files > MOST_FILES) return this.#refuse(origin, `at most ${MOST_FILES} files`, 'more');
    const text = await this.#text(path, origin);
    if (text === null) return null;
    const parsed = parseDocument(text, path);
    if (!parsed.ok) {
      this.problems.push(...parsed.problems);
      return null;
    }
    let root = parsed.root;
    for (const { name, at } of this.#included(root)) {
      const included = await this.read(beside(path, name), [...chain, file], at);
      if (included !== null) root = merge(root, included);
    }
    return withoutInclude(root);
  }

  async #text(path: string, origin: Origin): Promise<string | null> {
    try {
      return await this.readFile(path);
    } catch (error) {
      return this.#refuse(origin, `a file that can be read at ${path}`, reason(error));
    }
  }

  #included(root: MapNode): { name: string; at: Origin }[] {
    const entry = root.entries.get('include');
    if (entry === undefined) return [];
    const items = entry.node.kind === 'list' ? entry.node.items : [entry.node];
    return items.flatMap((item) => {
      if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '')
        return [{ name: item.value, at: item.origin }];
      this.problems.push({
        origin: item.origin,
        path: 'include',
        expected: 'the path of a file, or a list of them',
        found: describeFound(item, false),
      });
      return [];
    });
  }

  #refuse(origin: Origin, expected: string, found: string): null {
    const path = origin.line === 0 ? '' : 'include';
    this.problems.push({ origin, path, expected, found });
    return null;
  }
}

/** A path as the operator would write it from where the gateway was started. */
function beside(including: string, name: string): string {
  if (isAbsolute(name)) return name;
  const folder = dirname(including);
  return folder === '.' ? name : `${folder}/${name}`;
}

function withoutInclude(root: MapNode): MapNode {
  const entries = new Map(root.entries);
  entries.delete('include');
  return { ...root, entries };
}

function merge(own: MapNode, included: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(own.entries);
  for (const [key, theirs] of included.entries) {
    const ours = entries.get(key);
    entries.set(
      key,
      ours === undefined ? theirs : { origin: ours.origin, node: mergeNodes(ours.node, theirs.node) },
    );
  }
  return { ...own, entries };
}

function mergeNodes(own: ConfigNode, included: ConfigNode): ConfigNode {
  if (own.kind === 'map' && included.kind === 'map') return merge(own, included);
  if (own.kind === 'list' && included.kind === 'list')
    return { ...own, items: [...own.items, ...included.items] };
  return own;
}

/** Why a file cannot be read, from the error's code; its message may hold more than it should. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'EISDIR':
      return 'a directory';
    default:
      return typeof code === 'string' ? `an error (${code})` : 'a file that cannot be read as text';
  }
}
