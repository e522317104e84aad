import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type AwsCredential } from '../credential.js';
import { unconfigured } from '../endpoint.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type ChatAbility, type Provider, type Target } from '../provider.js';
import { textParam } from '../target-params.js';
import { readBedrockError } from './fault.js';
import { bedrockModel } from './model.js';
import { ConverseReader } from './reply.js';
import { encodeRequest } from './request.js';
import { ConverseStreamDecoder } from './stream.js';
import { readUsage } from './usage.js';

const chat: ChatAbility = Object.freeze({
  wire: 'bedrock-converse',
  usageInStream: 'always',
  editable: [],
  address,
  edits: () => [],
  encode: encodeRequest,
  decodeReply,
  decodeStream: () => new ConverseStreamDecoder(),
  readUsage,
  readError: readBedrockError,
} satisfies ChatAbility);

/** Amazon Bedrock by Converse and ConverseStream. Source: Amazon Bedrock API reference, "Converse". */
export const bedrock: Provider = Object.freeze({
  id: 'bedrock',
  label: 'Amazon Bedrock',
  keyEnv: ['AWS_BEARER_TOKEN_BEDROCK'],
  baseUrlEnv: ['AWS_BEDROCK_RUNTIME_ENDPOINT'],
  paramEnv: {
    aws_region: ['AWS_REGION_NAME', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
    aws_role_name: ['AWS_ROLE_NAME'],
    aws_session_name: ['AWS_SESSION_NAME'],
    aws_web_identity_token: ['AWS_WEB_IDENTITY_TOKEN'],
    aws_profile_name: ['AWS_PROFILE_NAME'],
  },
  keyOptional: true,
  chat,
});

/** A Bedrock API key is a bearer token; everything else signs each request. */
function address(target: Target, stream: boolean): Address | Failure {
  const { id, region } = bedrockModel(target);
  if (!/^[a-z0-9-]+$/.test(region)) return unconfigured('The aws_region_name is not the name of a region.');
  const endpoint = textParam(target, 'aws_bedrock_runtime_endpoint') ?? target.baseUrl ?? endpointOf(region);
  const base = endpoint.replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(base)) return unconfigured('The endpoint of Bedrock is not an http(s) URL.');
  const url = `${base}/model/${encodeURIComponent(id)}/${stream ? 'converse-stream' : 'converse'}`;
  const headers = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
  if (target.apiKey !== null && textParam(target, 'aws_access_key_id') === null)
    return { url, headers: [...headers, 'authorization', `Bearer ${target.apiKey}`] };
  return { url, headers, credential: awsCredential(target, region) };
}

function endpointOf(region: string): string {
  return `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function awsCredential(target: Target, region: string): AwsCredential {
  return {
    kind: 'aws',
    region,
    service: 'bedrock',
    accessKeyId: textParam(target, 'aws_access_key_id'),
    secretAccessKey: textParam(target, 'aws_secret_access_key'),
    sessionToken: textParam(target, 'aws_session_token'),
    profile: textParam(target, 'aws_profile_name'),
    roleArn: textParam(target, 'aws_role_name'),
    roleSessionName: textParam(target, 'aws_session_name'),
    externalId: textParam(target, 'aws_external_id'),
    webIdentityToken: textParam(target, 'aws_web_identity_token'),
    stsEndpoint: textParam(target, 'aws_sts_endpoint'),
  };
}

function decodeReply(body: Json): ChatEvent[] {
  const output = isJsonObject(body) && isJsonObject(body['output']) ? body['output'] : {};
  const message = output['message'];
  if (!isJsonObject(body) || !isJsonObject(message) || !Array.isArray(message['content'])) {
    const fault = protocolFault('The upstream answered with something that is not a Converse reply.');
    return [{ type: 'error', fault }];
  }
  const reader = new ConverseReader();
  return [...reader.readWhole(body, message['content']), ...reader.close(), { type: 'message-end' }];
}
