import { type Block, type CountBody, type Message, type MessagesBody } from './messages-schema.js';

/** A sentence in Anthropic's words, or null when the rule is kept. */
type Verdict = string | null;

/** What Anthropic checks of a conversation beyond the schema; the first broken rule is reported. */
export function brokenConversationRule(body: CountBody): Verdict {
  return (
    wrongRole(body.messages) ??
    emptyContent(body) ??
    toolPairs(body.messages) ??
    toolSettings(body) ??
    tooManyCacheMarks(body)
  );
}

/** What it checks of the settings of a reply. */
export function brokenSettingsRule(body: MessagesBody): Verdict {
  if (body.stop_sequences?.some((sequence) => sequence.trim() === ''))
    return 'stop_sequences: each stop sequence must contain non-whitespace';
  return brokenThinkingRule(body);
}

function brokenThinkingRule(body: MessagesBody): Verdict {
  const { thinking } = body;
  if (thinking === undefined || thinking.type === 'disabled') return null;
  if (thinking.type === 'enabled' && body.max_tokens <= thinking.budget_tokens) {
    return '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size';
  }
  if (body.temperature !== undefined && body.temperature !== 1) {
    return '`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-using-extended-thinking';
  }
  if (body.top_k !== undefined) return '`top_k` must be unset when thinking is enabled.';
  if (body.tool_choice?.type === 'any' || body.tool_choice?.type === 'tool')
    return 'Thinking may not be enabled when tool_choice forces tool use.';
  return null;
}

/** Blocks of a message; a text content is one text block. */
export function blocksOf(message: Message): readonly Block[] {
  return typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
}

function wrongRole(messages: readonly Message[]): Verdict {
  for (const { role } of messages) {
    if (role === 'system') {
      return 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.';
    }
    if (role !== 'user' && role !== 'assistant')
      return `messages: Unexpected role "${role}". Allowed roles are "user" or "assistant".`;
  }
  return messages[0]?.role === 'user' ? null : 'messages: first message must use the "user" role';
}

function emptyContent({ messages, system }: CountBody): Verdict {
  if (Array.isArray(system) && system.some((block) => block.text === ''))
    return 'system: text content blocks must be non-empty';
  for (const [place, message] of messages.entries()) {
    const last = place === messages.length - 1;
    const empty = message.content.length === 0;
    if (empty && !(last && message.role === 'assistant')) {
      return `messages.${place}: all messages must have non-empty content except for the optional final assistant message`;
    }
    const texts = blocksOf(message).filter((block) => block.type === 'text');
    if (!empty && texts.some((block) => block.text === ''))
      return 'messages: text content blocks must be non-empty';
    if (!empty && texts.some((block) => block.text.trim() === ''))
      return 'messages: text content blocks must contain non-whitespace text';
    if (last && message.role === 'assistant' && /\s$/.test(texts.at(-1)?.text ?? ''))
      return 'messages: final assistant content cannot end with trailing whitespace';
  }
  return null;
}

/** Each `tool_use` needs its `tool_result` first thing in the next turn, and the other way round. */
function toolPairs(messages: readonly Message[]): Verdict {
  const seen = new Set<string>();
  for (const [place, message] of messages.entries()) {
    const blocks = blocksOf(message);
    const uses = blocks.filter((block) => block.type === 'tool_use').map((block) => block.id);
    const misplaced = blocks.findIndex((block) =>
      message.role === 'user' ? block.type === 'tool_use' : block.type === 'tool_result',
    );
    if (misplaced >= 0) {
      return message.role === 'user'
        ? `messages.${place}.content.${misplaced}: \`tool_use\` blocks can only be in \`assistant\` messages`
        : `messages.${place}.content.${misplaced}: \`tool_result\` blocks can only be in \`user\` messages`;
    }
    for (const id of uses) {
      if (seen.has(id)) return `messages.${place}: \`tool_use\` ids must be unique`;
      seen.add(id);
    }
    const verdict = resultsOf(messages, place) ?? answersTo(messages, place, uses);
    if (verdict !== null) return verdict;
  }
  return null;
}

function resultsOf(messages: readonly Message[], place: number): Verdict {
  const before = messages[place - 1];
  const called = new Set(
    before === undefined
      ? []
      : blocksOf(before)
          .filter((block) => block.type === 'tool_use')
          .map((block) => block.id),
  );
  const answered = new Set<string>();
  for (const [at, block] of blocksOf(messages[place] ?? { role: 'user', content: [] }).entries()) {
    if (block.type !== 'tool_result') continue;
    const id = block.tool_use_id;
    if (!called.has(id)) {
      return `messages.${place}.content.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    if (answered.has(id)) {
      return `messages.${place}.content.${at}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`;
    }
    answered.add(id);
  }
  return null;
}

function answersTo(messages: readonly Message[], place: number, uses: readonly string[]): Verdict {
  if (uses.length === 0) return null;
  const next = messages[place + 1];
  const results = next === undefined ? [] : leadingResults(blocksOf(next));
  const open = uses.filter((id) => !results.includes(id));
  if (open.length === 0) return null;
  return `messages.${place}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

/** Results count only while nothing else stands before them. */
function leadingResults(blocks: readonly Block[]): string[] {
  const other = blocks.findIndex((block) => block.type !== 'tool_result');
  return blocks
    .slice(0, other < 0 ? undefined : other)
    .flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));
}

function toolSettings({ tools = [], tool_choice: choice, messages }: CountBody): Verdict {
  const names = tools.map((tool) => tool.name);
  if (new Set(names).size < names.length) return 'tools: Tool names must be unique.';
  if (choice !== undefined && choice.type !== 'none' && tools.length === 0)
    return 'tool_choice: `tool_choice` may only be specified while providing `tools`.';
  if (choice?.type === 'tool' && !names.includes(choice.name))
    return `tool_choice: Tool '${choice.name}' not found in provided tools`;
  const usesTools = messages.some((message) =>
    blocksOf(message).some((block) => block.type === 'tool_use' || block.type === 'tool_result'),
  );
  return usesTools && tools.length === 0
    ? 'Requests which include `tool_use` or `tool_result` blocks must define tools'
    : null;
}

function tooManyCacheMarks(body: CountBody): Verdict {
  const marks = JSON.stringify(body).match(/"cache_control":\{/g)?.length ?? 0;
  return marks > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.` : null;
}
