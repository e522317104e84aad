import { type ToolCall } from './answer.js';
import { jsonText, sampleOf } from './schema-sample.js';
import { type OfferedTool, type Prompt } from './prompt.js';

/** What a rule answers, before bounds and token counts. */
export interface DerivedAnswer {
  text: string;
  reasoning: string | null;
  toolCalls: readonly ToolCall[];
}

/**
 * What a fake answers when no script tells it. The first rule that fits is taken:
 *
 * 1. `use tool NAME with {…}` in the last user turn, and that tool is offered → calls it; each mention is a call of its
 *    own, so two mentions are parallel calls. A forced tool choice calls the tool with a sample of its schema.
 * 2. Tool results in the last turn → `Tool results: ` and the results, joined by `; `.
 * 3. JSON is asked for → a sample that fits the schema, or `{"echo": …}` without one.
 * 4. `say N words` → `word1 word2 … wordN`.
 * 5. Otherwise the last user turn comes back as it is; images are mentioned first.
 *
 * When thinking is asked for, the thought is `The user said: ` and the last user turn.
 */
export function deriveAnswer(prompt: Prompt): DerivedAnswer {
  const reasoning = prompt.reasoning ? `The user said: ${prompt.text}` : null;
  const toolCalls = calledTools(prompt);
  if (toolCalls.length > 0) return { text: '', reasoning, toolCalls };
  return { text: spokenText(prompt), reasoning, toolCalls: [] };
}

function spokenText(prompt: Prompt): string {
  if (prompt.toolResults.length > 0) return `Tool results: ${prompt.toolResults.join('; ')}`;
  if (prompt.json !== null) {
    const { schema } = prompt.json;
    return jsonText(schema === null ? { echo: prompt.text } : sampleOf(schema));
  }
  const words = /\bsay (\d{1,6}) words\b/.exec(prompt.text)?.[1];
  if (words !== undefined) {
    return Array.from({ length: Number(words) }, (_, place) => `word${place + 1}`).join(' ');
  }
  const seen = prompt.images > 0 ? `I see ${prompt.images} image${prompt.images > 1 ? 's' : ''}. ` : '';
  return seen + prompt.text;
}

function calledTools(prompt: Prompt): ToolCall[] {
  const { tools, toolChoice } = prompt;
  if (toolChoice === 'none' || prompt.toolResults.length > 0) return [];
  const mentioned = mentionedCalls(prompt.text, tools);
  if (toolChoice === 'auto') return mentioned;
  const wanted = toolChoice === 'required' ? tools[0]?.name : toolChoice.name;
  const fitting =
    toolChoice === 'required' ? mentioned : mentioned.filter((call) => call.name === toolChoice.name);
  if (fitting.length > 0) return fitting;
  const forced = tools.find((tool) => tool.name === wanted);
  return forced === undefined ? [] : [{ name: forced.name, arguments: jsonText(sampleOf(forced.schema)) }];
}

function mentionedCalls(text: string, tools: readonly OfferedTool[]): ToolCall[] {
  const offered = new Set(tools.map((tool) => tool.name));
  return [...text.matchAll(/use tool ([\w-]+) with (?=\{)/g)]
    .filter((match) => offered.has(match[1] ?? ''))
    .map((match) => ({ name: match[1] ?? '', arguments: objectAt(text, match.index + match[0].length) }));
}

/** The JSON object that begins at an offset, as it is written there; `{}` when it never closes. */
function objectAt(text: string, start: number): string {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return '{}';
}
