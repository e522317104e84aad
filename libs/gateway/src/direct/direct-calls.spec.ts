import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { type Operation } from '@tollgate/llm';
import { FakeProviders } from '@tollgate/testing';
import { type GatewaySettings } from '../ports/ports.js';
import { dataOf, deployment, PROMPT, routingTable, until } from '../testing/gateway-host.js';
import { DirectAnswer } from './direct-answer.js';
import { createDirectCalls, type DirectCalls } from './direct-calls.js';

const SETTINGS: Omit<GatewaySettings, 'table'> = {
  maxRequestBytes: 1_000_000,
  bodyTimeoutMs: 1_000,
  keyHeader: null,
  rootPath: '',
  corsOrigins: [],
  alwaysIncludeStreamUsage: false,
  includeCostInStreamingUsage: false,
  dropParams: false,
  allowClientSideCredentials: false,
  allowClientMockResponse: false,
  version: '0.0.0-spec',
};

describe('calls of the same process', () => {
  let fakes: FakeProviders;
  let calls: DirectCalls;
  let events: SpendEvent[];
  let settings: GatewaySettings;

  beforeEach(async () => {
    fakes = await FakeProviders.start();
    events = [];
    const up = deployment('m', { target: { model: 'gpt-4o', baseUrl: fakes.baseUrl('openai') } });
    settings = { ...SETTINGS, table: routingTable([up], { cooldownMs: 0 }) };
    calls = createDirectCalls({
      record: (event) => events.push(event),
      log: { warn: () => undefined, error: (_message, error) => expect(error).toBeUndefined() },
    });
  });
  afterEach(async () => {
    await calls.close();
    await fakes.close();
  });

  function call(body: object, operation: Operation = 'chat') {
    return calls.call({ operation, body: JSON.stringify({ model: 'm', ...body }), headers: {}, settings });
  }

  function answered(answer: ReturnType<typeof call>): DirectAnswer {
    if (!(answer instanceof DirectAnswer)) throw new Error(answer.message);
    return answer;
  }

  async function textOf(answer: DirectAnswer): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString('utf8');
  }

  it('are answered whole, with status, headers and the settled event', async () => {
    const answer = answered(call({ messages: PROMPT }));
    expect(await answer.head).toMatchObject({ status: 200 });
    const reply = JSON.parse(await textOf(answer)) as { choices: { message: { content: string } }[] };
    expect(reply.choices[0]?.message.content).toBe('Say hello');
    expect(answer.event).toMatchObject({ status: 'success', askedModel: 'm', requesterIp: null });
    expect(events).toEqual([answer.event]);
  });

  it('are answered as server-sent events when they stream', async () => {
    const answer = answered(call({ messages: PROMPT, stream: true }));
    expect((await answer.head)?.headers.get('content-type')).toContain('text/event-stream');
    expect(dataOf(await textOf(answer)).at(-1)).toBe('[DONE]');
    expect(answer.event?.usage?.outputTokens).toBeGreaterThan(0);
  });

  it('end upstream when their answer is destroyed', async () => {
    fakes.always({}, { answer: { text: 'never all of this' }, faults: [{ kind: 'hang', afterEvents: 2 }] });
    const answer = answered(call({ messages: PROMPT, stream: true }));
    await answer.head;
    answer.destroy();
    await fakes.calls.waitFor((received) => received.ending === 'client-left');
    await until(() => events.length === 1);
    expect(events[0]).toMatchObject({ status: 'cancelled', httpStatus: 499 });
  });

  it('have no head when they are given up before the upstream answers', async () => {
    fakes.always({}, { faults: [{ kind: 'hang' }] });
    const answer = answered(call({ messages: PROMPT }));
    answer.destroy();
    expect(await answer.head).toBeNull();
  });

  it('fail as a client is told, and say so in their event', async () => {
    fakes.always({}, { faults: [{ kind: 'status', status: 404 }] });
    const answer = answered(call({ messages: PROMPT }));
    expect(await answer.head).toMatchObject({ status: 404 });
    expect(JSON.parse(await textOf(answer))).toHaveProperty('error.message');
    expect(answer.event).toMatchObject({ status: 'failure', errorClass: 'NotFoundError' });
  });

  it('are told why a provider refuses their key, when the account is their own', async () => {
    fakes.always({}, { faults: [{ kind: 'status', status: 401 }] });
    const hidden = answered(call({ messages: PROMPT }));
    expect(await hidden.head).toMatchObject({ status: 502 });
    expect(await textOf(hidden)).toContain('An admin has to look at this deployment.');
    settings = { ...settings, ownAccount: true };
    const told = answered(call({ messages: PROMPT }));
    expect(await told.head).toMatchObject({ status: 401 });
    expect(await textOf(told)).not.toContain('An admin');
  });

  it('are refused at once when they cannot be read, and leave no event', () => {
    expect(call({ messages: 'no list' })).toMatchObject({ class: 'BadRequestError', param: 'messages' });
    expect(events).toEqual([]);
  });
});
