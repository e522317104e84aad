import { ApiError, readApiError } from '../../../shared/api/api-error.js';
import { rootPath } from '../../../shared/api/root-path.js';
import { serverEvents } from './server-events.js';

/**
 * POST /v1/chat/completions, as an app calls it: with a key, not with the session. Gives the answer piece by piece; a whole
 * answer is one piece. Throws ApiError.
 */
export async function* sendChat(
  key: string,
  request: Record<string, unknown>,
  signal: AbortSignal,
): AsyncGenerator<unknown> {
  const response = await fetch(`${rootPath()}/v1/chat/completions`, {
    method: 'POST',
    headers: new Headers({ authorization: `Bearer ${key}`, 'content-type': 'application/json' }),
    body: JSON.stringify(request),
    // The key alone says who calls.
    credentials: 'omit',
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError('The gateway cannot be reached. Is it running, and are you online?', 0);
  });
  if (!response.ok) throw readApiError(response.status, jsonOf(await response.text()));
  const streamed = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  if (!streamed || response.body === null) {
    yield jsonOf(await response.text());
    return;
  }
  for await (const data of serverEvents(response.body)) yield jsonOf(data);
}

/** null when it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
