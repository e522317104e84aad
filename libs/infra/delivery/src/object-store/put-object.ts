import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { type S3ClientConfig } from '@aws-sdk/client-s3';
import { type DeliveryNetwork, reachableUrl } from '../network.js';
import {
  CONNECT_TIME_MS,
  connectionProblem,
  DELIVERY_TIME_MS,
  type DeliveredBody,
  type DeliveryOutcome,
  NOT_REACHABLE,
  SILENCE_TIME_MS,
} from '../outcome.js';

/** An S3-compatible store. */
export interface ObjectStore {
  readonly bucket: string;
  readonly region: string;
  /** null: Amazon's own, for the region. */
  readonly endpoint: string | null;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`. */
  readonly pathStyle: boolean;
  /** null: what the process finds by itself (environment, profile, role of the machine). */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

export interface StoredObject {
  readonly key: string;
  readonly body: DeliveredBody;
  /** Hex; the store checks what arrived against it. */
  readonly sha256: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Puts an object while its bytes are read; an object of the same name is replaced. Never throws. */
export async function putObject(
  store: ObjectStore,
  object: StoredObject,
  network: DeliveryNetwork,
): Promise<DeliveryOutcome> {
  if (store.endpoint !== null && reachableUrl(store.endpoint, network) === null)
    return { ok: false, problem: `The object store failed: ${NOT_REACHABLE}.` };
  // Large, and needed by few: loaded when the first file goes out.
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client(configOf(store, network));
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: store.bucket,
        Key: object.key,
        Body: Readable.from(object.body.chunks(), { objectMode: false }),
        ContentLength: object.body.bytes,
        ContentType: object.body.contentType,
        ChecksumSHA256: Buffer.from(object.sha256, 'hex').toString('base64'),
        Metadata: { ...object.metadata },
      }),
      { abortSignal: AbortSignal.timeout(DELIVERY_TIME_MS) },
    );
    return { ok: true, location: `s3://${store.bucket}/${object.key}` };
  } catch (error) {
    return { ok: false, problem: `The object store failed: ${problemOf(error)}.` };
  } finally {
    client.destroy();
  }
}

/** A stream is sent once: trying again is for whoever can read it again. Checksums are our own, in a header every store knows. */
function configOf(store: ObjectStore, network: DeliveryNetwork): S3ClientConfig {
  // Amazon's own endpoints may lead to a private address (PrivateLink), and nobody can name another host by a region.
  const agent = store.endpoint === null ? {} : { lookup: network.lookup };
  return {
    region: store.region,
    maxAttempts: 1,
    logger: SILENT,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    forcePathStyle: store.pathStyle,
    ...(store.endpoint === null ? {} : { endpoint: store.endpoint }),
    ...(store.keys === null ? {} : { credentials: store.keys }),
    requestHandler: {
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: CONNECT_TIME_MS,
      requestTimeout: SILENCE_TIME_MS,
    },
  };
}

/** What the client would print besides is in the outcome. */
const SILENT = { debug: noWord, info: noWord, warn: noWord, error: noWord };

function noWord(): void {
  // Says nothing.
}

/** The store's own name of the fault (`AccessDenied`, `NoSuchBucket`), or what the connection says. */
function problemOf(error: unknown): string {
  const connection = connectionProblem(error);
  if (connection !== null) return connection;
  if (!(error instanceof Error)) return 'the file could not be stored';
  if (error.name === 'CredentialsProviderError') return 'there are no credentials for it';
  return /^[A-Z][A-Za-z]{2,63}$/.test(error.name) && error.name !== 'Error'
    ? `it answered ${error.name}`
    : 'the file could not be stored';
}
