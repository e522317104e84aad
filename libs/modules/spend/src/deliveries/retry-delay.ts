const MINUTE_MS = 60_000;
/** After each try that failed. A server that was down over a night is reached in the morning. */
const DELAYS_MINUTES = [1, 5, 15, 60, 180, 360, 720];

/** How long to wait after a number of tries that failed; null: it is given up. */
export function retryDelayMs(attempts: number): number | null {
  const minutes = DELAYS_MINUTES[attempts - 1];
  return minutes === undefined ? null : minutes * MINUTE_MS;
}
