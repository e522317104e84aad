import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; fails after twenty seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited twenty seconds in vain');
    await sleep(10);
  }
}
