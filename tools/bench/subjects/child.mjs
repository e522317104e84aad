/** How a measured process talks to the bench: it says when it is ready, and what it has used whenever it is asked. */
export function answerParent(ready) {
  answerFigures();
  process.on('disconnect', () => process.exit(0));
  // An orderly exit, so that what a process put on the disk is removed.
  process.on('SIGTERM', () => process.exit(0));
  process.send({ ready });
}

export function answerFigures() {
  process.on('message', (message) => {
    if (message === 'figures') process.send({ figures: figures() });
  });
}

function figures() {
  const { user, system } = process.cpuUsage();
  return { cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() };
}
