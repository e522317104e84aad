import { setTimeout as sleep } from 'node:timers/promises';

/** Tries again until it does not throw; @throws the last error when time is up. */
export async function eventually<Result>(
  attempt: () => Result | Promise<Result>,
  withinMs = 15_000,
): Promise<Result> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
