/** Lets an act through once in a while: what comes sooner is left out. For log lines that would otherwise flood. */
export function atMostEvery(pauseMs: number, act: () => void, now = () => performance.now()): () => void {
  let last = -Infinity;
  return () => {
    const at = now();
    if (at - last < pauseMs) return;
    last = at;
    act();
  };
}
