import { destination, type DestinationStream } from 'pino';

/** Lines are written in pieces of this size, and at the latest after FLUSH_EVERY_MS. */
const PIECE_CHARACTERS = 16_384;
const FLUSH_EVERY_MS = 200;
/** Beyond this, lines are dropped rather than kept: whoever reads our output has stopped. */
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Standard output, written in the background. Lines are joined before they reach pino's own stream, which costs several
 * microseconds a line otherwise. What waits is written when the process exits.
 */
export function standardOutput(): DestinationStream {
  const output = destination({ fd: 1, sync: false, maxLength: WAITING_BYTES_MAX });
  let waiting = '';
  output.on('drop', (lines: string) => {
    const count = lines.split('\n').length - 1;
    waiting += `{"level":"warn","time":"${new Date().toISOString()}","lines":${count},"msg":"log lines dropped"}\n`;
  });
  const flush = (): void => {
    if (waiting === '') return;
    output.write(waiting);
    waiting = '';
  };
  setInterval(flush, FLUSH_EVERY_MS).unref();
  process.once('exit', () => {
    flush();
    output.flushSync();
  });
  return {
    write: (line) => {
      waiting += line;
      if (waiting.length >= PIECE_CHARACTERS) flush();
    },
  };
}
