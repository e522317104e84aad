import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { type ChatAbility, isCannot, isFailure, type Target } from '../provider.js';
import { findProvider } from '../registry.js';

const TARGET: Target = {
  model: 'mistral-medium-latest',
  baseUrl: null,
  apiKey: 'k',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};
const user = { role: 'user', content: 'x' };

function chatOf(): ChatAbility {
  const chat = findProvider('mistral')!.chat;
  if (isCannot(chat)) throw new Error('Mistral chats.');
  return chat;
}

function send(body: JsonObject): JsonObject {
  const request = openAiChat.decode({ messages: [user], ...body, model: TARGET.model });
  if (isFailure(request)) throw new Error(request.message);
  const sent = chatOf().encode(request, TARGET);
  return isFailure(sent) ? { ...sent } : sent;
}

/** Messages as Mistral gets them; a user's turn ends them. */
function turns(...messages: JsonObject[]): JsonObject[] {
  return send({ messages: [...messages, user] })['messages'] as JsonObject[];
}

const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });

describe('requests to Mistral', () => {
  it('are never forwarded as they came, for its replies are not OpenAI’s', () => {
    expect(chatOf().edits(new Map(), TARGET)).toBeNull();
  });

  it('have ids of nine letters, always the same for the same call, and its own ids left alone', () => {
    const history = [
      user,
      { role: 'assistant', content: '', tool_calls: [call('call_abcdefghijklmnop'), call('bC4kT9wQz')] },
      { role: 'tool', tool_call_id: 'call_abcdefghijklmnop', content: '1' },
      { role: 'tool', tool_call_id: 'bC4kT9wQz', content: '2' },
    ];
    const sent = turns(...history);
    const ids = (sent[1]!['tool_calls'] as JsonObject[]).map(({ id }) => id);
    expect(ids).toEqual([expect.stringMatching(/^[a-z0-9]{9}$/), 'bC4kT9wQz']);
    expect(sent.slice(2, 4).map((message) => message['tool_call_id'])).toEqual(ids);
    expect(turns(...history)).toEqual(sent);
  });

  it('lose what a reply of OpenAI carries beside text and calls; a refusal is text', () => {
    const extras = { annotations: [], audio: null, function_call: null, reasoning_content: 'Hm.' };
    expect(turns(user, { role: 'assistant', content: 'Hi', refusal: null, ...extras })[1]).toEqual({
      role: 'assistant',
      content: 'Hi',
    });
    expect(turns(user, { role: 'assistant', content: null, refusal: 'No.', ...extras })[1]).toEqual({
      role: 'assistant',
      content: 'No.',
    });
  });

  it('go on without an assistant turn that says nothing', () => {
    expect(turns(user, { role: 'assistant', content: ' \n' })).toEqual([user, user]);
  });

  it('have a last assistant turn continued', () => {
    const messages = [user, { role: 'assistant', content: 'Sure: {' }];
    expect(send({ messages })['messages']).toEqual([
      user,
      { role: 'assistant', content: 'Sure: {', prefix: true },
    ]);
  });

  it('name files in its words', () => {
    const data = 'data:application/pdf;base64,JVBERi0=';
    const content = [
      { type: 'file', file: { filename: 'a.pdf', file_data: data } },
      { type: 'file', file: { file_id: 'f-1' } },
    ];
    expect(turns({ role: 'user', content })[0]).toEqual({
      role: 'user',
      content: [
        { type: 'document_url', document_url: data, document_name: 'a.pdf' },
        { type: 'file', file_id: 'f-1' },
      ],
    });
  });

  it('call the bound, the seed and the forced call by its names', () => {
    const tools = [{ type: 'function', function: { name: 'f' } }];
    expect(send({ max_completion_tokens: 200, seed: 7, tools, tool_choice: 'required' })).toMatchObject({
      max_tokens: 200,
      random_seed: 7,
      tool_choice: 'any',
    });
  });

  it('say nothing of the end user, and nothing that is a default anyway', () => {
    const defaults = { logprobs: false, logit_bias: {}, top_logprobs: 0, modalities: ['text'] };
    const sent = send({ user: 'u', safety_identifier: 's', store: false, safe_prompt: true, ...defaults });
    expect(sent).toEqual({ model: TARGET.model, messages: [user], safe_prompt: true });
  });
});
