import { type AwsCredential } from '@tollgate/llm';
import { type AwsIdentity } from './aws-identity.js';

/** A request as it will go over the wire. */
export interface UnsignedRequest {
  /** `https://bedrock-runtime.eu-west-1.amazonaws.com` */
  readonly origin: string;
  /** Path and query, percent-encoded as sent. */
  readonly path: string;
  /** Flat list: name, value, … */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/**
 * The request's headers with a Signature Version 4 over all of it. Source: AWS, "Create a signed AWS API request".
 * @returns a flat list.
 */
export async function signAws(
  request: UnsignedRequest,
  credential: AwsCredential,
  identity: AwsIdentity,
): Promise<string[]> {
  const [{ SignatureV4 }, { Hash }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@smithy/hash-node'),
  ]);
  const url = new URL(request.origin + request.path);
  const signer = new SignatureV4({
    service: credential.service,
    region: credential.region,
    credentials: identity,
    sha256: Hash.bind(null, 'sha256'),
  });
  const headers: Record<string, string> = { host: url.host };
  for (let i = 0; i + 1 < request.headers.length; i += 2)
    headers[request.headers[i] ?? ''] = request.headers[i + 1] ?? '';
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    body: request.body,
  });
  return Object.entries(signed.headers).flat();
}
