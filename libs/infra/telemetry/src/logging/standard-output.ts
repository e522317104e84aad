import { writeSync } from 'node:fs';
import { destination, type DestinationStream } from 'pino';

/** Lines are written in pieces of this size, and at the latest after FLUSH_EVERY_MS. */
const PIECE_CHARACTERS = 16_384;
const FLUSH_EVERY_MS = 200;
/** How long an exit waits for a write under way. */
const PAUSE_MS = 25;
/** Beyond this, lines are dropped rather than kept: whoever reads our output has stopped. */
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Standard output, written in the background. Lines are joined before they reach pino's own stream, which costs several
 * microseconds a line otherwise. What waits is written when the process exits.
 */
export function standardOutput(): DestinationStream {
  const output = destination({ fd: 1, sync: false, maxLength: WAITING_BYTES_MAX });
  let waiting = '';
  /** Bytes handed over and not known to be written. */
  let writing = 0;
  output.on('drop', (lines: string) => {
    const count = lines.split('\n').length - 1;
    waiting += `{"level":"warn","time":"${new Date().toISOString()}","lines":${count},"msg":"log lines dropped"}\n`;
  });
  const flush = (): void => {
    if (waiting === '') return;
    writing += Buffer.byteLength(waiting);
    output.write(waiting);
    waiting = '';
  };
  output.on('write', (bytes: number) => (writing -= bytes));
  setInterval(flush, FLUSH_EVERY_MS).unref();
  process.once('exit', () => {
    // No callback comes any more: a write under way ends in its own thread, all that follows is written here.
    if (writing > 0) pause();
    output.flushSync();
    writeAtOnce(waiting);
  });
  return {
    write: (line) => {
      waiting += line;
      if (waiting.length >= PIECE_CHARACTERS) flush();
    },
  };
}

/** Writes while nothing else may run; a pipe that takes nothing for a second is given up. */
function writeAtOnce(text: string): void {
  let rest = Buffer.from(text);
  for (let attempts = 0; rest.length > 0 && attempts < 1000 / PAUSE_MS;) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!isBusy(error)) return;
      attempts += 1;
      pause();
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
