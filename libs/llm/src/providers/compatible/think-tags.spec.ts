import { describe, expect, it } from '@jest/globals';
import { findProvider } from '../registry.js';
import { isCannot } from '../provider.js';
import { ThinkTagReader } from './think-tags.js';

function read(pieces: readonly string[]): { reasoning: string; text: string } {
  const reader = new ThinkTagReader();
  const told = { reasoning: '', text: '' };
  for (const { kind, text } of [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()])
    told[kind] += text;
  return told;
}

describe('reasoning in think tags', () => {
  it.each([
    ['<think>Two 北.</think>\n\nFour.', 'Two 北.', 'Four.'],
    ['\n<think>\nHm. a < b </thin </think>Yes', '\nHm. a < b </thin ', 'Yes'],
    ['<think></think>Yes', '', 'Yes'],
    ['<think>cut off', 'cut off', ''],
    ['<think>cut </th', 'cut </th', ''],
    ['No tags.', '', 'No tags.'],
    ['  blank first', '', '  blank first'],
    ['Use <think>x</think> so.', '', 'Use <think>x</think> so.'],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
    ['<thi', '', '<thi'],
    ['<table>', '', '<table>'],
    ['', '', ''],
  ])('in %j is told apart, wherever it is cut', (content, reasoning, text) => {
    expect(read([content])).toEqual({ reasoning, text });
    expect(read([...content])).toEqual({ reasoning, text });
    for (let cut = 1; cut < content.length; cut += 1)
      expect(read([content.slice(0, cut), content.slice(cut)])).toEqual({ reasoning, text });
  });

  it.each(['perplexity', 'minimax'])('is reasoning of %s, streamed as whole', (id) => {
    const chat = findProvider(id)!.chat;
    if (isCannot(chat)) throw new Error(`${id} chats.`);
    const content = '<think>Hm.</think>\nYes';
    const whole = chat.decodeReply({
      id: 'x',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    });
    const chunks = [...content].map((text) => ({
      id: 'x',
      choices: [{ index: 0, delta: { content: text } }],
    }));
    const end = { id: 'x', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
    const stream = [...chunks, end].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    const decoder = chat.decodeStream();
    const events = [...decoder.push(new TextEncoder().encode(`${stream}data: [DONE]\n\n`)), ...decoder.end()];
    for (const told of [whole, events]) {
      const joined = (type: 'text-delta' | 'reasoning-delta') =>
        told.map((event) => (event.type === type ? event.text : '')).join('');
      expect([joined('reasoning-delta'), joined('text-delta')]).toEqual(['Hm.', 'Yes']);
    }
  });
});
