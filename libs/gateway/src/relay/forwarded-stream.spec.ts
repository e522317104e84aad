import { describe, expect, it } from '@jest/globals';
import { findProvider, isCannot } from '@tollgate/llm';
import { chunk, helloStream, HELLO_USAGE, usageChunk } from '../testing/tiny-upstream.js';
import { dataOf } from '../testing/gateway-host.js';
import { ForwardedStream } from './forwarded-stream.js';

const ability = findProvider('openai')?.chat;
if (!ability || isCannot(ability)) throw new Error('the OpenAI provider serves chat');

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const text = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

function relayed(pieces: readonly string[], showUsage: boolean, model = 'team/quick') {
  const relay = new ForwardedStream({
    model,
    showUsage,
    ability: ability as never,
    usageText: (usage) => JSON.stringify({ prompt_tokens: usage.inputTokens, counted: true }),
    costOfUsage: null,
  });
  let out = '';
  for (const piece of pieces) if (!relay.complete && !relay.fault) out += relay.push(piece);
  if (!relay.complete && !relay.fault) out += relay.close();
  if (relay.complete) out += relay.end(null);
  return { relay, out: text(out) };
}

function everyCut(stream: string): string[][] {
  const raw = bytes(stream);
  const cuts = Array.from({ length: raw.length - 1 }, (_, i) => [raw.slice(0, i + 1), raw.slice(i + 1)]);
  return [...cuts, [...raw]];
}

const WORDS = [
  'Hel',
  'lo 北🌍é',
  ' "model":"gpt-up","usage":null} ',
  '\n\ndata: [DONE]\n\n',
  ' \\"usage\\":{ ',
];
const CONTENT = [
  chunk('gpt-up', { role: 'assistant', content: '' }),
  ...WORDS.map((content) => chunk('gpt-up', { content })),
  chunk('gpt-up', {}, 'stop'),
].join('');
const STREAM = `${CONTENT}${usageChunk('gpt-up', HELLO_USAGE)}data: [DONE]\n\n`;

/** What the client must get, built by hand: the same chunks under the public name. */
function expected(showUsage: boolean, model = 'team/quick'): string {
  const renamed = STREAM.replaceAll('"model":"gpt-up","system', `"model":${JSON.stringify(model)},"system`);
  const events = renamed.split('\n\n').filter((event) => event !== '' && event !== 'data: [DONE]');
  const contents = events
    .slice(0, -1)
    .map((event) => (showUsage ? event : event.replace(/,"usage":null\}$/, '}')));
  const usage = {
    id: 'chatcmpl-up-2',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model,
    choices: [],
    usage: HELLO_USAGE,
  };
  return [...contents, ...(showUsage ? [`data: ${JSON.stringify(usage)}`] : []), 'data: [DONE]', ''].join(
    '\n\n',
  );
}

describe('a forwarded stream', () => {
  it.each([true, false])(
    'is the same wherever it is cut, also inside a character or [DONE] (usage shown: %s)',
    (shown) => {
      for (const pieces of everyCut(STREAM)) {
        const { relay, out } = relayed(pieces, shown);
        expect(out).toBe(expected(shown));
        expect(relay.usage).toMatchObject({ inputTokens: 12, outputTokens: 3 });
      }
    },
  );

  it('has the id and time of the first chunk that has any; Azure begins with one that has neither', () => {
    const filters =
      'data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[]}\n\n';
    const { relay, out } = relayed([bytes(filters + STREAM)], true);
    expect(relay.responseId).toBe('chatcmpl-up-2');
    const [first, ...chunks] = dataOf(out).filter((data) => data !== '[DONE]');
    expect(first).toMatchObject({ choices: [], prompt_filter_results: [] });
    expect(new Set(chunks.map(({ id, created }) => `${String(id)} ${String(created)}`))).toEqual(
      new Set(['chatcmpl-up-2 1700000000']),
    );
    expect(chunks.at(-1)).toHaveProperty('usage.prompt_tokens', HELLO_USAGE.prompt_tokens);
  });

  it('takes a public name outside ASCII', () => {
    const { out } = relayed([bytes(STREAM)], true, 'モデル');
    expect(dataOf(out).at(-2)).toMatchObject({ model: 'モデル', usage: HELLO_USAGE });
    expect(dataOf(out).at(2)).toMatchObject({
      model: 'モデル',
      choices: [{ delta: { content: 'lo 北🌍é' } }],
    });
  });

  it.each([
    ['CRLF', (s: string) => s.replaceAll('\n', '\r\n')],
    ['no space after the colon', (s: string) => s.replaceAll('data: ', 'data:')],
    ['comments and pings', (s: string) => s.replaceAll('data: {', ': ping\n\ndata: {')],
    ['events with names', (s: string) => s.replaceAll('data: {', 'event: chunk\nid: 7\ndata: {')],
    ['white space inside', (s: string) => s.replaceAll('":', '" : ').replaceAll(',"', ' , "')],
  ])('copes with %s', (_, change) => {
    for (const shown of [true, false]) {
      const stream = change(helloStream('gpt-up', true));
      const out = dataOf(relayed(everyCut(stream).at(-1) ?? [], shown).out.replaceAll('\r', ''));
      expect(out.at(-1)).toBe('[DONE]');
      const chunks = out.filter((one) => one !== '[DONE]');
      expect(chunks.every(({ model }) => model === 'team/quick')).toBe(true);
      expect(chunks.filter(({ usage }) => usage)).toHaveLength(shown ? 1 : 0);
      const said = chunks.map(
        ({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content ?? '',
      );
      expect(said.join('')).toBe('Hello there');
    }
  });

  it('shows no usage that was not asked for, and keeps none of its blank lines', () => {
    const { out } = relayed([bytes(STREAM)], false);
    expect(out).not.toContain('prompt_tokens');
    expect(out).not.toContain('\n\n\n');
    expect(dataOf(out).every((one) => one === '[DONE]' || !('usage' in one))).toBe(true);
  });

  it('delivers the content of a chunk that also holds usage, and the usage once, at the end', () => {
    const last = chunk('gpt-up', { content: '!' }, 'stop', HELLO_USAGE);
    const stream = `${chunk('gpt-up', { role: 'assistant', content: 'Hi' })}${last}data: [DONE]\n\n`;
    const shown = dataOf(relayed([bytes(stream)], true).out);
    expect(shown.map((one) => (one === '[DONE]' ? one : (one['usage'] ?? null)))).toEqual([
      null,
      null,
      HELLO_USAGE,
      '[DONE]',
    ]);
    expect(shown.at(-2)).toMatchObject({ choices: [] });
    expect(shown.at(-3)).toMatchObject({ choices: [{ delta: { content: '!' }, finish_reason: 'stop' }] });
    const hidden = relayed([bytes(stream)], false);
    expect(hidden.out).not.toContain('usage');
    expect(hidden.relay.usage).toMatchObject({ outputTokens: 3 });
  });

  it('counts the last of running totals, not their sum', () => {
    const totals = [1, 2, 3].map((n) =>
      chunk('gpt-up', { content: 'x' }, null, { ...HELLO_USAGE, completion_tokens: n }),
    );
    const { relay } = relayed(
      [bytes(`${totals.join('')}${chunk('gpt-up', {}, 'stop')}data: [DONE]\n\n`)],
      false,
    );
    expect(relay.usage).toMatchObject({ inputTokens: 12, outputTokens: 3 });
  });

  it('gives every chunk the id and time of the first', () => {
    let n = 0;
    const stream = helloStream('gpt-up', true)
      .replaceAll('chatcmpl-up-2', () => `id-${(n += 1)}`)
      .replaceAll('1700000000', () => `17000000${10 + n}`);
    const chunks = dataOf(relayed([bytes(stream)], true).out).filter((one) => one !== '[DONE]');
    expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(['id-1']));
    expect(new Set(chunks.map(({ created }) => created)).size).toBe(1);
  });

  it('repairs what strict clients stumble over', () => {
    const sloppy = (delta: object) =>
      `data: ${JSON.stringify({ id: 'a', created: 1, model: 'gpt-up', choices: [{ delta: { role: 'assistant', tool_calls: null, function_call: null, ...delta } }] })}\n\n`;
    const stream = [1, 2, 3, 4, 5].map((i) => sloppy({ content: `${i}` })).join('');
    const end = `data: ${JSON.stringify({ id: 'a', created: 1, model: 'gpt-up', choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\n`;
    const chunks = dataOf(relayed([bytes(`${stream}${end}data: [DONE]\n\n`)], false).out).filter(
      (one) => one !== '[DONE]',
    );
    const deltas = chunks.map(({ choices }) => (choices as { index: number; delta: object }[])[0]);
    expect(deltas.map((choice) => choice?.delta)).toEqual([
      { role: 'assistant', content: '1' },
      { content: '2' },
      { content: '3' },
      { content: '4' },
      { content: '5' },
      {},
    ]);
    expect(deltas.every((choice) => choice?.index === 0)).toBe(true);
    expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
  });

  it('numbers calls of tools anew where the upstream gives two the same index, and says that tools were called', () => {
    const call = (one: object) => chunk('gpt-up', { tool_calls: [one] });
    const stream = [
      chunk('gpt-up', { role: 'assistant', content: null }),
      chunk('gpt-up', { content: 'a' }),
      chunk('gpt-up', { content: 'b' }),
      chunk('gpt-up', { content: 'c' }),
      call({ index: 0, id: 'call_a', function: { name: 'read', arguments: '' } }),
      call({ index: 0, function: { arguments: '{"p":1}' } }),
      call({ index: 0, id: 'call_b', function: { name: 'read', arguments: '{}' } }),
      chunk('gpt-up', {}, 'stop'),
      'data: [DONE]\n\n',
    ].join('');
    const chunks = dataOf(relayed([bytes(stream)], false).out).filter((one) => one !== '[DONE]');
    const calls = chunks.flatMap(
      ({ choices }) => (choices as { delta: { tool_calls?: object[] } }[])[0]?.delta.tool_calls ?? [],
    );
    expect(calls).toEqual([
      { index: 0, id: 'call_a', type: 'function', function: { name: 'read', arguments: '' } },
      { index: 0, function: { arguments: '{"p":1}' } },
      { index: 1, id: 'call_b', type: 'function', function: { name: 'read', arguments: '{}' } },
    ]);
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] });
  });

  it('is complete without an end mark when a finish reason came, and cut when none did', () => {
    const finished = relayed([bytes(CONTENT)], false);
    expect(finished.relay.complete).toBe(true);
    expect(finished.out.endsWith('data: [DONE]\n\n')).toBe(true);
    const cut = relayed([bytes(chunk('gpt-up', { role: 'assistant', content: 'Par' }))], false);
    expect(cut.relay).toMatchObject({ complete: false, fault: { class: 'APIConnectionError' } });
  });

  it('stops at an error of the upstream, whatever follows it', () => {
    const error = 'data: {"error":{"message":"boom","type":"server_error","code":500}}\n\n';
    const { relay, out } = relayed(
      [bytes(`${chunk('gpt-up', { role: 'assistant', content: 'Par' })}${error}data: [DONE]\n\n`)],
      false,
    );
    expect(relay.fault).toMatchObject({ message: expect.stringContaining('boom') });
    expect(out).not.toContain('[DONE]');
  });

  it('does not take a chunk’s text for its model or usage', () => {
    const evil = '"}}],"usage":{"prompt_tokens":1},"model":"x';
    const stream = `${chunk('gpt-up', { role: 'assistant', content: 'a' })}${chunk('gpt-up', { content: 'b' })}${chunk('gpt-up', { content: 'c' })}${chunk('gpt-up', { content: evil })}${chunk('gpt-up', {}, 'stop')}data: [DONE]\n\n`;
    const { relay, out } = relayed([bytes(stream)], true);
    expect(relay.usage).toBeNull();
    expect(dataOf(out)[3]).toMatchObject({ model: 'team/quick', choices: [{ delta: { content: evil } }] });
  });

  it('begins with real content: not with a role, a filter’s verdict or a ping', () => {
    const relay = new ForwardedStream({
      model: 'm',
      showUsage: false,
      ability: ability,
      usageText: () => '',
      costOfUsage: null,
    });
    relay.push(': ping\n\ndata: {"id":"","model":"","choices":[],"prompt_filter_results":[]}\n\n');
    relay.push(chunk('gpt-up', { role: 'assistant', content: '' }));
    expect(relay.begun).toBe(false);
    relay.push(chunk('gpt-up', { content: 'a' }));
    expect(relay.begun).toBe(true);
  });

  it('keeps a line without end from growing for ever', () => {
    const relay = new ForwardedStream({
      model: 'm',
      showUsage: false,
      ability: ability,
      usageText: () => '',
      costOfUsage: null,
    });
    const piece = 'x'.repeat(16 * 1024 * 1024);
    for (let i = 0; i < 6 && !relay.fault; i += 1) relay.push(piece);
    expect(relay.fault).toMatchObject({ class: 'BadGatewayError' });
  });

  it('counts what was said when the upstream gives no usage', () => {
    const { relay } = relayed([bytes(helloStream('gpt-up', false))], false);
    expect(relay.usage).toBeNull();
    expect(relay.seenTokens()).toBeGreaterThanOrEqual(3);
  });
});
