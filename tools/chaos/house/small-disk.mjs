import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '64m';

/** A file system of its own that can be filled to the last byte: a small tmpfs. */
export class SmallDisk {
  constructor(folder) {
    this.folder = folder;
    this.filler = join(folder, '.filler');
  }

  /** Mounts it on the folder; null where that is not possible (not root, not Linux). */
  static mount(folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs', folder]);
    if (mounted.status !== 0) return null;
    const disk = new SmallDisk(folder);
    disk.unmount = disk.unmount.bind(disk);
    process.once('exit', disk.unmount);
    return disk;
  }

  fill() {
    const file = openSync(this.filler, 'w');
    try {
      for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) writeUntilFull(file, Buffer.alloc(bytes));
    } finally {
      closeSync(file);
    }
  }

  empty() {
    rmSync(this.filler, { force: true });
  }

  unmount() {
    process.off('exit', this.unmount);
    spawnSync('umount', [this.folder]);
  }
}

function writeUntilFull(file, block) {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  }
}
