/** Why this process is asked to end. */
export type StopReason = 'SIGTERM' | 'SIGINT' | 'parent gone';

/**
 * Calls `stop` once, at the first of: SIGTERM, SIGINT, or the end of the parent that started us with an IPC channel. The
 * channel closes however the parent ends, `kill -9` included, so no worker is left behind; it may have closed already.
 */
export function onStopRequest(process: NodeJS.Process, stop: (reason: StopReason) => void): void {
  let asked = false;
  const once = (reason: StopReason) => () => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  process.on('SIGTERM', once('SIGTERM'));
  process.on('SIGINT', once('SIGINT'));
  // Undefined without a channel, false when it has closed.
  if (process.connected === undefined) return;
  if (process.connected) process.on('disconnect', once('parent gone'));
  else once('parent gone')();
}
