/** Longest line that is kept; beyond it a stream is none of ours. */
const LINE_MAX = 4 * 1024 * 1024;

/** The data of each event of a `text/event-stream`, cut anywhere; its end mark `[DONE]` is left out. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split(/\r?\n/);
      rest = done ? '' : (lines.pop() ?? '');
      if (rest.length > LINE_MAX) throw new Error('The stream has a line that does not end.');
      for (const line of lines) {
        const data = /^data: ?(.*)$/.exec(line)?.[1];
        if (data !== undefined && data !== '[DONE]') yield data;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
