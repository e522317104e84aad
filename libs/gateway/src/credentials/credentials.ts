import { type AwsCredential, type Credential, scrub, type UpstreamFault } from '@tollgate/llm';
import { unreachable } from '@tollgate/core';
import { type GatewayLog } from '../ports/ports.js';
import { ownFault } from '../send/upstream-fault.js';
import { awsIdentity, type AwsIdentity } from './aws-identity.js';
import { signAws, type UnsignedRequest } from './aws-signature.js';
import { azureAdToken } from './azure-ad-token.js';
import { googleToken } from './google-token.js';
import { type Obtained, Refreshed } from './refreshed.js';

/** Kept at most; beyond, the oldest is forgotten and obtained again when it is needed. */
const MOST_KEPT = 1_000;

/** Signs calls in for whom a fixed header will not do: cached tokens of Google and Entra ID, signatures of AWS. */
export class Credentials {
  readonly #tokens = new Map<string, Refreshed<string>>();
  readonly #identities = new Map<string, Refreshed<AwsIdentity>>();

  constructor(private readonly log: Pick<GatewayLog, 'warn'>) {}

  /** All headers of the signed request. A fault (503) tells that nobody could be signed in, and no secret. */
  async headersOf(
    credential: Credential,
    request: UnsignedRequest,
  ): Promise<readonly string[] | UpstreamFault> {
    try {
      return await this.#headers(credential, request);
    } catch {
      return CANNOT_SIGN_IN[credential.kind];
    }
  }

  async #headers(credential: Credential, request: UnsignedRequest): Promise<readonly string[]> {
    switch (credential.kind) {
      case 'google':
        return withToken(request, await this.#token(credential, () => googleToken(credential)));
      case 'azure-ad':
        return withToken(request, await this.#token(credential, () => azureAdToken(credential)));
      case 'aws':
        return signAws(request, credential, await this.#identity(credential));
      default:
        return unreachable(credential);
    }
  }

  #token(credential: Credential, obtain: () => Promise<Obtained<string>>): string | Promise<string> {
    return kept(this.#tokens, credential, () => this.#told(credential, obtain)).get();
  }

  #identity(credential: AwsCredential): AwsIdentity | Promise<AwsIdentity> {
    return kept(this.#identities, credential, () =>
      this.#told(credential, () => awsIdentity(credential)),
    ).get();
  }

  /** Operators read why it failed, without secrets; clients only that it did. */
  #told<Value>(credential: Credential, obtain: () => Promise<Obtained<Value>>): Refreshed<Value> {
    return new Refreshed(async () => {
      try {
        return await obtain();
      } catch (error) {
        const reason = scrub(error instanceof Error ? error.message : String(error)).slice(0, 300);
        this.log.warn(CANNOT_SIGN_IN[credential.kind].message, { reason });
        throw error;
      }
    });
  }
}

const CANNOT_SIGN_IN: Readonly<Record<Credential['kind'], UpstreamFault>> = {
  google: cannotSignIn('Google Cloud'),
  aws: cannotSignIn('AWS'),
  'azure-ad': cannotSignIn('Microsoft Entra ID'),
};

function cannotSignIn(house: string): UpstreamFault {
  return ownFault(
    'ServiceUnavailableError',
    `The gateway could not get ${house} credentials for this deployment.`,
  );
}

/** By content: deployments that share credentials share tokens, and a reloaded configuration keeps them. */
function kept<Value>(
  map: Map<string, Refreshed<Value>>,
  credential: Credential,
  make: () => Refreshed<Value>,
): Refreshed<Value> {
  const key = JSON.stringify(credential);
  let entry = map.get(key);
  if (!entry) {
    entry = make();
    map.set(key, entry);
    if (map.size > MOST_KEPT) map.delete(map.keys().next().value ?? key);
  }
  return entry;
}

function withToken({ headers }: UnsignedRequest, token: string): string[] {
  return [...headers, 'authorization', `Bearer ${token}`];
}
