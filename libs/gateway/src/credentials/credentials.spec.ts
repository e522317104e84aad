import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import { deployment, GatewayHost, PROMPT, routingTable } from '../testing/gateway-host.js';
import { type ReceivedRequest, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let house: TinyUpstream;
let folder: string;
const hosts: GatewayHost[] = [];

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  house = await new TinyUpstream().start();
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});
afterAll(async () => {
  await Promise.all([upstream.stop(), house.stop()]);
  rmSync(folder, { recursive: true });
  delete process.env['AZURE_AUTHORITY_HOST'];
});

const origin = (server: TinyUpstream) => new URL(server.url).origin;

async function hostOf(id: string, model: string, params: Record<string, unknown>): Promise<GatewayHost> {
  const provider = findProvider(id);
  if (!provider) throw new Error('no such provider');
  const target = { model, baseUrl: origin(upstream), apiKey: null, params };
  const host = await new GatewayHost(routingTable([deployment('m', { provider, target })])).start();
  hosts.push(host);
  return host;
}

const ask = (host: GatewayHost) => host.chat({ model: 'm', messages: PROMPT });

const CONVERSE = {
  output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
};
const GENERATED = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'STOP', index: 0 }],
};
const COMPLETION = {
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
};

function answers(server: TinyUpstream, body: unknown, status = 200): void {
  server.answer((res) => {
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

const AWS = {
  aws_region_name: 'eu-west-1',
  aws_access_key_id: 'AKIDEXAMPLE',
  aws_secret_access_key: 'very/secret',
};

/** The signature worked out anew. Source: AWS, "Create a signed AWS API request". */
function signatureOf(request: ReceivedRequest, secret: string): string {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(String(request.headers['authorization'])) ?? [];
  const date = String(request.headers['x-amz-date']);
  const path = request.path.split('/').map(encodeURIComponent).join('/');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = ['POST', path, '', headers.join(''), names, sha256(request.text)].join('\n');
  const scope = [date.slice(0, 8), 'eu-west-1', 'bedrock', 'aws4_request'];
  const key = scope.reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secret}`);
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  return hmac(key, toSign).toString('hex');
}

describe('calls to Bedrock', () => {
  const MODEL = 'anthropic.claude-sonnet-4-20250514-v1:0';

  it('are signed over path, headers and body', async () => {
    answers(upstream, CONVERSE);
    const host = await hostOf('bedrock', MODEL, AWS);
    expect((await ask(host)).status).toBe(200);
    const [request] = upstream.received;
    expect(request?.path).toBe('/model/anthropic.claude-sonnet-4-20250514-v1%3A0/converse');
    expect(request?.headers['authorization']).toContain(`Signature=${signatureOf(request!, 'very/secret')}`);
    expect(request?.headers['authorization']).toContain('Credential=AKIDEXAMPLE/');
  });

  it('are signed by an assumed role, which is assumed once', async () => {
    answers(upstream, CONVERSE);
    house.answer((res) => {
      const expiration = new Date(Date.now() + 3_600_000).toISOString();
      res
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>session-1</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        );
    });
    const role = {
      aws_role_name: 'arn:aws:iam::123456789012:role/models',
      aws_external_id: 'ext-1',
      aws_session_name: 'gateway',
    };
    const host = await hostOf('bedrock', MODEL, { ...AWS, ...role, aws_sts_endpoint: origin(house) });
    expect((await ask(host)).status).toBe(200);
    expect((await ask(host)).status).toBe(200);
    expect(house.received).toHaveLength(1);
    const asked = new URLSearchParams(house.received[0]?.text);
    expect(asked.get('RoleArn')).toBe('arn:aws:iam::123456789012:role/models');
    expect(asked.get('ExternalId')).toBe('ext-1');
    expect(asked.get('RoleSessionName')).toBe('gateway');
    const request = upstream.received[1]!;
    expect(request.headers['x-amz-security-token']).toBe('session-1');
    expect(request.headers['authorization']).toContain(`Signature=${signatureOf(request, 'role-secret')}`);
  });
});

describe('calls to Vertex AI', () => {
  it('carry a token that is got once, for an identity of another house', async () => {
    answers(upstream, GENERATED);
    answers(house, {
      access_token: 'ya29.federated',
      expires_in: 3600,
      token_type: 'Bearer',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    const file = join(folder, 'subject-token');
    writeFileSync(file, 'subject-token');
    const vertex_credentials = {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${origin(house)}/v1/token`,
      credential_source: { file },
    };
    const host = await hostOf('vertex_ai', 'gemini-2.5-flash', { vertex_project: 'p', vertex_credentials });
    expect((await ask(host)).status).toBe(200);
    expect((await ask(host)).status).toBe(200);
    expect(upstream.received.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer ya29.federated',
      'Bearer ya29.federated',
    ]);
    expect(house.received).toHaveLength(1);
  });
});

describe('calls to Azure', () => {
  const CLIENT = { tenant_id: 'tenant-1', client_id: 'client-1', client_secret: 'client-secret-1' };

  it('carry a token of the client’s', async () => {
    answers(upstream, COMPLETION);
    answers(house, { access_token: 'entra-token', expires_in: 3599, token_type: 'Bearer' });
    process.env['AZURE_AUTHORITY_HOST'] = origin(house);
    const host = await hostOf('azure', 'prod-7', CLIENT);
    expect((await ask(host)).status).toBe(200);
    expect(upstream.received[0]?.headers['authorization']).toBe('Bearer entra-token');
    expect(house.received[0]?.path).toBe('/tenant-1/oauth2/v2.0/token');
    expect(Object.fromEntries(new URLSearchParams(house.received[0]?.text))).toEqual({
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      scope: 'https://cognitiveservices.azure.com/.default',
      grant_type: 'client_credentials',
    });
  });

  it('are a 503 when the client is refused: the client of the gateway is told that, the operator why, nobody a secret', async () => {
    answers(upstream, COMPLETION);
    answers(
      house,
      {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 1',
      },
      401,
    );
    process.env['AZURE_AUTHORITY_HOST'] = origin(house);
    const host = await hostOf('azure', 'prod-7', { ...CLIENT, client_id: 'client-2' });
    const reply = await ask(host);
    const text = await reply.text();
    expect(reply.status).toBe(503);
    expect(text).toContain('could not get Microsoft Entra ID credentials');
    expect(text).not.toMatch(/AADSTS|client-2|client-secret/);
    expect(host.logged.join('\n')).not.toContain('client-secret');
    expect(upstream.received).toHaveLength(0);
    expect((await host.onlyEvent()).cost ?? 0n).toBe(0n);
  });
});
