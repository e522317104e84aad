import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseStreamOutput,
  ConverseStreamCommand,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: BedrockRuntimeClient;

const ACCESS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const modelId = 'us.anthropic.claude-sonnet-4-20250514-v1:0';

function clientWith(credentials: typeof ACCESS): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: fakes.baseUrl('bedrock'),
    credentials,
    maxAttempts: 1,
    // The fakes speak HTTP/1.1; this client would begin with HTTP/2.
    requestHandler: new NodeHttpHandler(),
  });
}

beforeAll(async () => {
  fakes = await FakeProviders.start();
  client = clientWith(ACCESS);
});
afterEach(() => fakes.reset());
afterAll(async () => {
  client.destroy();
  await fakes.close();
});

const user = (text: string) => ({ role: 'user' as const, content: [{ text }] });
const toolConfig = {
  tools: [
    {
      toolSpec: {
        name: 'weather',
        inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } } } },
      },
    },
  ],
};

async function streamed(input: ConverseCommandInput): Promise<ConverseStreamOutput[]> {
  const events: ConverseStreamOutput[] = [];
  const { stream } = await client.send(new ConverseStreamCommand(input));
  for await (const event of stream ?? []) events.push(event);
  return events;
}

describe('the fake Bedrock, driven by @aws-sdk/client-bedrock-runtime', () => {
  it('checks the signature, echoes the last user turn and counts tokens', async () => {
    const reply = await client.send(new ConverseCommand({ modelId, messages: [user('twelve bytes')] }));
    expect(reply.output?.message?.content).toEqual([{ text: 'twelve bytes' }]);
    expect(reply.stopReason).toBe('end_turn');
    // Five for the message, and its 12 bytes.
    expect(reply.usage).toMatchObject({ inputTokens: 8, outputTokens: 3, totalTokens: 11 });
  });

  it('streams binary frames: reasoning with its signature, text, usage at the end', async () => {
    const thinking = { type: 'enabled', budget_tokens: 1024 };
    const events = await streamed({
      modelId,
      messages: [user('Nord 北🌍é')],
      inferenceConfig: { maxTokens: 4000 },
      additionalModelRequestFields: { thinking },
    });
    const deltas = events.flatMap((event) => event.contentBlockDelta?.delta ?? []);
    expect(deltas.map((delta) => delta.text ?? '').join('')).toBe('Nord 北🌍é');
    expect(deltas.map((delta) => delta.reasoningContent?.text ?? '').join('')).toBe(
      'The user said: Nord 北🌍é',
    );
    expect(deltas.some((delta) => delta.reasoningContent?.signature !== undefined)).toBe(true);
    expect(events.at(-2)?.messageStop?.stopReason).toBe('end_turn');
    expect(events.at(-1)?.metadata?.usage?.totalTokens).toBeGreaterThan(0);
  });

  it('calls tools in parallel, takes their results, and sees images and documents', async () => {
    const ask = user('use tool weather with {"city":"Oslo"} and use tool weather with {}');
    const events = await streamed({ modelId, messages: [ask], toolConfig });
    const starts = events.flatMap((event) => event.contentBlockStart?.start?.toolUse ?? []);
    expect(starts.map((use) => use.name)).toEqual(['weather', 'weather']);
    const asked = await client.send(new ConverseCommand({ modelId, messages: [ask], toolConfig }));
    const turn = asked.output!.message!;
    const results = turn.content!.flatMap(({ toolUse }) =>
      toolUse === undefined
        ? []
        : [{ toolResult: { toolUseId: toolUse.toolUseId, content: [{ text: '4' }] } }],
    );
    const answered = await client.send(
      new ConverseCommand({ modelId, messages: [ask, turn, { role: 'user', content: results }], toolConfig }),
    );
    expect(answered.output?.message?.content).toEqual([{ text: 'Tool results: 4; 4' }]);
    const bytes = Buffer.from('iVBORw0KGgo=', 'base64');
    const content = [
      { text: 'look' },
      { image: { format: 'png' as const, source: { bytes } } },
      { document: { format: 'pdf' as const, name: 'a', source: { bytes } } },
    ];
    const seen = await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content }] }));
    expect(seen.output?.message?.content).toEqual([{ text: 'I see 1 image. look' }]);
  });

  it('refuses what Bedrock refuses, in its own exceptions', async () => {
    const send = (input: Partial<ConverseCommandInput>) =>
      client
        .send(new ConverseCommand({ modelId, messages: [user('x')], ...input }))
        .catch((error: unknown) => error);
    const refusals = await Promise.all([
      send({ messages: [user('a'), user('b')] }),
      send({ messages: [{ role: 'assistant', content: [{ text: 'a' }] }] }),
      send({ messages: [user(' ')] }),
      send({ additionalModelRequestFields: { tool_choice: { disable_parallel_tool_use: true } } }),
      send({
        toolConfig: { ...toolConfig, toolChoice: { any: {} } },
        additionalModelRequestFields: { tool_choice: { type: 'any' } },
      }),
      send({ inferenceConfig: { temperature: 1.5 } }),
    ]);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(ValidationException);
    const stranger = clientWith({ ...ACCESS, secretAccessKey: 'wrong' });
    const refused = await stranger
      .send(new ConverseCommand({ modelId, messages: [user('x')] }))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'InvalidSignatureException', $metadata: { httpStatusCode: 403 } });
    stranger.destroy();
  });

  it('fails on request, before a stream and by an exception inside it', async () => {
    fakes.queue({ provider: 'bedrock' }, { faults: [{ kind: 'status', status: 429 }] });
    await expect(client.send(new ConverseCommand({ modelId, messages: [user('x')] }))).rejects.toBeInstanceOf(
      ThrottlingException,
    );
    fakes.queue({ provider: 'bedrock' }, { faults: [{ kind: 'error-event', afterEvents: 2, status: 429 }] });
    await expect(streamed({ modelId, messages: [user('a b c')] })).rejects.toBeInstanceOf(
      ThrottlingException,
    );
    fakes.queue({ provider: 'bedrock' }, { faults: [{ kind: 'split', every: 1 }] });
    expect((await streamed({ modelId, messages: [user('a b c')] })).length).toBeGreaterThan(4);
  });
});
