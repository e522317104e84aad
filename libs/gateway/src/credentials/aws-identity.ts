import { readFile } from 'node:fs/promises';
import { type AwsCredential } from '@tollgate/llm';
import { type Obtained } from './refreshed.js';

/** Keys that sign requests. */
export interface AwsIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

type IdentityProvider = () => Promise<AwsIdentity>;

/** Keys found by the chain may be replaced without notice (a file, a variable), so they are looked up again. */
const FOUND_LIFE_MS = 15 * 60_000;

/**
 * The identity that signs a deployment's calls: its own keys, a profile, or what AWS's usual chain finds; turned into a
 * role's where one is to be assumed. The library is loaded when it is needed. @throws when there is none, or STS refuses.
 */
export async function awsIdentity(credential: AwsCredential): Promise<Obtained<AwsIdentity>> {
  const own = ownKeys(credential);
  if (own !== null && credential.roleArn === null) return { value: own, expiresAtMs: null };
  const provider = await providerOf(credential, own);
  const value = await provider();
  return { value, expiresAtMs: value.expiration?.getTime() ?? Date.now() + FOUND_LIFE_MS };
}

function ownKeys({ accessKeyId, secretAccessKey, sessionToken }: AwsCredential): AwsIdentity | null {
  if (accessKeyId === null || secretAccessKey === null) return null;
  return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
}

async function providerOf(credential: AwsCredential, own: AwsIdentity | null): Promise<IdentityProvider> {
  const aws = await import('@aws-sdk/credential-providers');
  const { region, roleArn, stsEndpoint, webIdentityToken, externalId, profile } = credential;
  const clientConfig = { region, ...(stsEndpoint === null ? {} : { endpoint: stsEndpoint }) };
  const roleSessionName = credential.roleSessionName ?? 'tollgate';
  if (webIdentityToken !== null) {
    if (roleArn === null) throw new Error('aws_web_identity_token needs an aws_role_name');
    const token = await identityToken(webIdentityToken);
    return aws.fromWebToken({ roleArn, roleSessionName, webIdentityToken: token, clientConfig });
  }
  const found =
    profile === null
      ? aws.fromNodeProviderChain({ clientConfig })
      : aws.fromIni({ profile, clientConfig, ignoreCache: true });
  const source: IdentityProvider = own === null ? found : () => Promise.resolve(own);
  if (roleArn === null) return source;
  return aws.fromTemporaryCredentials({
    masterCredentials: source,
    params: {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName,
      ...(externalId === null ? {} : { ExternalId: externalId }),
    },
    clientConfig,
  });
}

/** The token itself, or where it is: a file (which Kubernetes renews), a variable, or a variable that names a file. */
async function identityToken(text: string): Promise<string> {
  const [, kind, place = ''] = /^oidc\/([a-z_]+)\/(.+)$/.exec(text) ?? [];
  switch (kind) {
    case undefined:
      return text.startsWith('/') ? readToken(text) : text;
    case 'file':
      return readToken(place);
    case 'env':
      return fromEnvironment(place);
    case 'env_path':
      return readToken(fromEnvironment(place));
    default:
      throw new Error(`aws_web_identity_token: oidc/${kind} is not served yet; use oidc/file or oidc/env`);
  }
}

async function readToken(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the variable ${name} is not set`);
  return value;
}
