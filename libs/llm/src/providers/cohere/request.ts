import { type Failure, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { withRequestDefaults } from '../native-defaults.js';
import { Problems } from '../problems.js';
import { isFailure, type Target } from '../provider.js';
import { encodeMessages } from './messages.js';
import { encodeExtra, encodeFormat, encodeSampling } from './parameters.js';
import { encodeThinking, thinks } from './thinking.js';
import { encodeTools } from './tools.js';

/** Hub → body of `POST /v2/chat`. Source: docs.cohere.com, "Chat". */
export function encodeRequest(asked: ChatRequest, target: Target): JsonObject | Failure {
  const request = withRequestDefaults(asked, target);
  if (isFailure(request)) return request;
  const problems = new Problems('Cohere', target.dropParams);
  const { messages, documents } = encodeMessages(request.messages, thinks(request.model), problems);
  const { documents: given, ...extra } = encodeExtra(request, problems);
  const all = [...(Array.isArray(given) ? given : []), ...documents];
  const body: JsonObject = {
    ...extra,
    model: request.model,
    messages,
    ...(all.length === 0 ? {} : { documents: all }),
    ...encodeTools(request, problems),
    ...encodeSampling(request, problems),
    ...encodeFormat(request.responseFormat),
    ...encodeThinking(request),
    stream: request.stream,
  };
  return problems.failure ?? body;
}
