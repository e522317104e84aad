/** Enough of a long id to tell it from its neighbours: `9b74c9…e1f0`. Copy the whole one next to it. */
export function shortId(id: string, head = 8, tail = 4): string {
  return id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(-tail)}`;
}
