import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The key pair of AWS's own examples: the one this store knows. */
export const STORE_KEYS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
} as const;

export interface SunkObject {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/**
 * An S3-compatible store with one bucket, `finance`, on a free port. It checks signature and checksum, and refuses as S3
 * does. Source: Amazon S3 API reference, "PutObject" and "Authenticating Requests (AWS Signature Version 4)".
 */
export class ObjectStoreSink {
  /** Objects by key. */
  readonly objects = new Map<string, SunkObject>();

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(): Promise<ObjectStoreSink> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const [, bucket, ...key] = decodeURIComponent(request.url?.split('?')[0] ?? '').split('/');
        const fault = faultOf(request, bytes, bucket ?? '');
        if (fault === null) sink.objects.set(key.join('/'), { headers: request.headers, bytes });
        const body =
          fault && `<?xml version="1.0"?><Error><Code>${fault}</Code><Message>no</Message></Error>`;
        response.writeHead(fault === null ? 200 : STATUSES[fault], { 'content-type': 'application/xml' });
        response.end(body ?? '');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sink = new ObjectStoreSink(server, `http://127.0.0.1:${port}`);
    return sink;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

const STATUSES = {
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  BadDigest: 400,
} as const;

function faultOf(request: IncomingMessage, bytes: Buffer, bucket: string): keyof typeof STATUSES | null {
  if (request.method !== 'PUT') return 'MethodNotAllowed';
  const signature = signatureFault(request);
  if (signature !== null) return signature;
  if (bucket !== 'finance') return 'NoSuchBucket';
  const checksum = request.headers['x-amz-checksum-sha256'];
  const right = createHash('sha256').update(bytes).digest('base64');
  return checksum === undefined || checksum === right ? null : 'BadDigest';
}

function signatureFault({ method, url = '', headers }: IncomingMessage) {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (parts === null || parts[1] !== STORE_KEYS.accessKeyId) return 'InvalidAccessKeyId';
  const [, , day = '', region = '', signed = '', signature] = parts;
  const names = signed.split(';');
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    ...[method, path, canonicalQuery(query)],
    names.map((name) => `${name}:${textOf(headers[name]).trim().replace(/ +/g, ' ')}\n`).join(''),
    ...[signed, textOf(headers['x-amz-content-sha256'])],
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, hash].join(
    '\n',
  );
  let key: Buffer = Buffer.from(`AWS4${STORE_KEYS.secretAccessKey}`);
  for (const part of [day, region, 's3', 'aws4_request']) key = hmac(key, part);
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&');
}

function textOf(header: string | string[] | undefined): string {
  return Array.isArray(header) ? header.join(',') : (header ?? '');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
