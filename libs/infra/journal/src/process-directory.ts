import { errorCode, keepTouching, ownerText, readOwner } from '@tollgate/process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_NAME } from './segment.js';

const OWNER_FILE = 'owner.json';

/** The folder that one process writes its segments to; no other process writes there while it lives. */
export class ProcessDirectory {
  private readonly stopTouching: () => void;

  private constructor(
    private readonly parent: string,
    readonly path: string,
  ) {
    this.stopTouching = keepTouching(join(path, OWNER_FILE));
  }

  /** Makes a new folder below `parent`. It appears with its owner file in it, so nobody can take it for a dead one. */
  static async create(parent: string): Promise<ProcessDirectory> {
    const name = `${process.pid}-${randomBytes(6).toString('hex')}`;
    const draft = join(parent, `.${name}`);
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await writeFile(join(draft, OWNER_FILE), ownerText(), { mode: 0o600 });
    await rename(draft, join(parent, name));
    return new ProcessDirectory(parent, join(parent, name));
  }

  /**
   * Moves the segments of dead processes here and yields their new paths. Each move is atomic, so several adopters
   * share, never double. A folder that cannot be read or moved from is reported and left.
   */
  async *adopt(onFailure: (folder: string, error: unknown) => void): AsyncGenerator<string, void, undefined> {
    for (const entry of await readdir(this.parent, { withFileTypes: true })) {
      const folder = join(this.parent, entry.name);
      if (!entry.isDirectory() || folder === this.path || entry.name.startsWith('.')) continue;
      if ((await readOwner(join(folder, OWNER_FILE)))?.alive) continue;
      try {
        yield* this.moveSegments(folder);
        await removeFolder(folder);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') onFailure(folder, error);
      }
    }
  }

  /** Gives the folder up: what is left in it is adopted by the next process. */
  async release(): Promise<void> {
    this.stopTouching();
    await removeFolder(this.path);
  }

  private async *moveSegments(folder: string): AsyncGenerator<string, void, undefined> {
    for (const file of await readdir(folder)) {
      if (!SEGMENT_NAME.test(file)) continue;
      const path = join(this.path, file);
      try {
        await rename(join(folder, file), path);
      } catch (error) {
        if (errorCode(error) === 'ENOENT') continue;
        throw error;
      }
      yield path;
    }
  }
}

/** Removes the owner file, and the folder when nothing else is in it. */
async function removeFolder(folder: string): Promise<void> {
  await rm(join(folder, OWNER_FILE), { force: true });
  await rmdir(folder).catch(() => undefined);
}
