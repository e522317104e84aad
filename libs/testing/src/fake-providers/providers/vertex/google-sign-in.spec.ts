import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalAccountClient } from 'google-auth-library';
import { FakeProviders } from '../../fake-providers.js';
import { SERVICE_ACCOUNT, SERVICE_ACCOUNT_TOKEN, SUBJECT_TOKEN } from './google-sign-in.js';

let fakes: FakeProviders;
let folder: string;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fakes.close();
});

async function tokenFor(subject: string, account: string): Promise<string | null | undefined> {
  const file = join(folder, subject);
  writeFileSync(file, subject);
  const at = fakes.baseUrl('vertex');
  const client = ExternalAccountClient.fromJSON({
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${at}/v1/token`,
    service_account_impersonation_url: `${at}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    credential_source: { file },
    scopes: ['https://www.googleapis.com/auth/cloud-platform'],
  });
  return (await client?.getAccessToken())?.token;
}

describe("Google's library at the fake sign-in", () => {
  it('gets the token of the service account for the token of the workload', async () => {
    expect(await tokenFor(SUBJECT_TOKEN, SERVICE_ACCOUNT)).toBe(SERVICE_ACCOUNT_TOKEN);
  });

  it('gets none for a token or an account that is not known', async () => {
    await expect(tokenFor('stolen', SERVICE_ACCOUNT)).rejects.toThrow('invalid_grant');
    await expect(tokenFor(SUBJECT_TOKEN, 'other@proj.iam.gserviceaccount.com')).rejects.toThrow();
  });
});
