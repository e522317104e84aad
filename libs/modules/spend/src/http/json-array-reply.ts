import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Response } from 'express';

/**
 * Sends batches of values as one JSON array, at the client's pace. The first batch is read before anything is sent, so an
 * error in it becomes an error reply; one after that breaks the connection off, so no client takes a part for the whole.
 */
export async function sendJsonArray(
  response: Response,
  batches: AsyncGenerator<readonly unknown[], void, undefined>,
): Promise<void> {
  const first = await batches.next();
  response.setHeader('content-type', 'application/json; charset=utf-8');
  try {
    await pipeline(Readable.from(jsonOf(first, batches)), response);
  } catch (error) {
    // The client left: nobody to tell.
    if (!response.destroyed) throw error;
  }
}

async function* jsonOf(
  first: IteratorResult<readonly unknown[], void>,
  rest: AsyncGenerator<readonly unknown[], void, undefined>,
): AsyncGenerator<string, void, undefined> {
  let separator = '[';
  for (let batch = first; !batch.done; batch = await rest.next()) {
    if (batch.value.length === 0) continue;
    yield separator + batch.value.map((value) => JSON.stringify(value)).join(',');
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
