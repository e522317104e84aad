import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { bedrockEmbeddings } from '../../endpoints/embeddings/bedrock.js';
import { bedrockRerank } from '../../endpoints/rerank/bedrock.js';
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
  needsBytes: () => true,
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
export const bedrock: Provider = Object.freeze<Provider>({
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
  serves: ['chat', 'embeddings', 'rerank'],
  chat,
  endpoints: {
    embeddings: bedrockEmbeddings((target) => modelAddress(target, 'invoke')),
    rerank: bedrockRerank(rerankAddress, modelArn),
  },
});

function address(target: Target, stream: boolean): Address | Failure {
  return modelAddress(target, stream ? 'converse-stream' : 'converse');
}

/** @param operation of the model: `converse`, `invoke` … */
function modelAddress(target: Target, operation: string): Address | Failure {
  const { id } = bedrockModel(target);
  return addressOf(target, 'bedrock-runtime', `/model/${encodeURIComponent(id)}/${operation}`);
}

/** Reranking is the agent runtime's, which an endpoint of the runtime proper does not have. */
function rerankAddress(target: Target): Address | Failure {
  return addressOf(target, 'bedrock-agent-runtime', '/rerank');
}

/** A Bedrock API key is a bearer token; everything else signs each request. */
function addressOf(target: Target, service: string, path: string): Address | Failure {
  const { region } = bedrockModel(target);
  if (!/^[a-z0-9-]+$/.test(region)) return unconfigured('The aws_region_name is not the name of a region.');
  const own = service === 'bedrock-runtime' ? textParam(target, 'aws_bedrock_runtime_endpoint') : null;
  const base = (own ?? target.baseUrl ?? endpointOf(service, region)).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(base)) return unconfigured('The endpoint of Bedrock is not an http(s) URL.');
  const url = `${base}${path}`;
  const headers = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
  if (target.apiKey !== null && textParam(target, 'aws_access_key_id') === null)
    return { url, headers: [...headers, 'authorization', `Bearer ${target.apiKey}`] };
  return { url, headers, credential: awsCredential(target, region) };
}

/** The model as ARN, which the agent runtime wants. */
function modelArn(target: Target): string {
  const { id, region } = bedrockModel(target);
  if (id.startsWith('arn:')) return id;
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:bedrock:${region}::foundation-model/${id}`;
}

function endpointOf(service: string, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
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
