import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type FakeRequest } from '../../provider.js';

/** The key pair of AWS's own examples; it is accepted unless others are given, as `ID:SECRET`. */
export const EXAMPLE_KEYS = 'AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** Older and newer signatures are refused. */
const WINDOW_MS = 15 * 60_000;

/** Why a signature is refused, as AWS names and words it; null: it is right. */
export type SignatureFault = { name: string; message: string } | null;

/**
 * Checks Signature Version 4 from what came over the wire, header by header.
 * Source: AWS, "Create a signed AWS API request" (service `bedrock`).
 */
export function checkSignature(request: FakeRequest, keys: readonly string[]): SignatureFault {
  const { headers } = request;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/bedrock\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers['authorization'] ?? '',
    );
  if (parts === null)
    return { name: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
  const [, id = '', day = '', region = '', signedHeaders = '', signature = ''] = parts;
  const secret = keys.find((pair) => pair.startsWith(`${id}:`))?.slice(id.length + 1);
  if (secret === undefined) {
    return {
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    };
  }
  const date = headers['x-amz-date'] ?? '';
  if (!isNow(date) || !date.startsWith(day))
    return { name: 'InvalidSignatureException', message: 'Signature not yet current or expired.' };
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) {
    return {
      name: 'InvalidSignatureException',
      message: "'Host' must be a 'SignedHeader' in the AWS Authorization.",
    };
  }
  const scope = `${day}/${region}/bedrock/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical(request, names))].join('\n');
  const expected = hmac(signingKey(secret, day, region), toSign).toString('hex');
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
    ? null
    : {
        name: 'InvalidSignatureException',
        message:
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      };
}

function canonical(request: FakeRequest, names: readonly string[]): string {
  const query = [...request.query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = names.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  // Every service but S3 encodes the path once more than it is sent.
  const path = request.sentPath.split('/').map(encode).join('/');
  return [request.method, path, query, headers.join(''), names.join(';'), sha256(request.text)].join('\n');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isNow(date: string): boolean {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Math.abs(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) - Date.now()) < WINDOW_MS;
}

function signingKey(secret: string, day: string, region: string): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of [day, region, 'bedrock', 'aws4_request']) key = hmac(key, part);
  return key;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
