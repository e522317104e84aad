import { type Failure } from '@tollgate/core';
import { type MediaBytes, type RemoteMedia } from '@tollgate/llm';
import { type Call } from '../pipeline/call.js';
import { type MediaFetcher } from './media-fetcher.js';
import { mediaTypeOf } from './media-type.js';

/** Most pictures and documents that are fetched for one call. */
const MOST_MEDIA = 20;

/** Fetches what the call names by URL and its provider wants as bytes, and keeps it with the call. Null: all is there. */
export async function fetchMedia(
  fetcher: MediaFetcher,
  call: Call,
  wanted: readonly RemoteMedia[],
): Promise<Failure | null> {
  const beyond = wanted[MOST_MEDIA];
  if (beyond !== undefined) return refusal(beyond, `more than ${MOST_MEDIA} URLs would have to be fetched`);
  const urls = [...new Set(wanted.map(({ url }) => url))];
  const fetched = await Promise.all(urls.map(async (url) => [url, await fetcher.fetch(url)] as const));
  const found = new Map(fetched);
  for (const media of wanted) {
    const outcome = found.get(media.url);
    if (outcome === undefined || 'problem' in outcome)
      return refusal(media, `the ${media.kind} ${outcome?.problem ?? 'could not be fetched'}`);
    const bytes = bytesFor(media, outcome.bytes);
    if (bytes === null) return refusal(media, `what is at this URL is no ${media.kind}`);
    call.media.set(media.url, bytes);
  }
  return null;
}

/** A picture may be sent as a document, for a file may be one; the other way round it is a mistake. */
function bytesFor({ kind }: RemoteMedia, bytes: Buffer): MediaBytes | null {
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null || (kind === 'image' && !mediaType.startsWith('image/'))) return null;
  return { mediaType, data: bytes.toString('base64') };
}

function refusal({ path }: RemoteMedia, problem: string): Failure {
  return { class: 'BadRequestError', message: `${path}: ${problem}`, param: path };
}
