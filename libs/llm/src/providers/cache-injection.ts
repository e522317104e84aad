import {
  type AssistantPart,
  type CacheMark,
  type ChatRequest,
  type Message,
  type Tool,
  type UserPart,
} from '../chat/chat-request.js';
import { type Target } from './provider.js';

/** "A maximum of 4 blocks with cache_control may be provided." */
const MOST_MARKS = 4;

/**
 * A request with the cache marks its deployment asks for (`cache_control_injection_points`). The client's own marks come
 * first: only what they leave of the four that providers take is given out, to the points in their order (B11a).
 */
export function withCacheMarks(request: ChatRequest, target: Target): ChatRequest {
  const points = target.params['cache_control_injection_points'];
  if (!Array.isArray(points)) return request;
  let left = MOST_MARKS - countMarks(request);
  const messages = [...request.messages];
  const tools = [...request.tools];
  for (const point of points.filter(isPoint)) {
    const mark = markOf(point['control']);
    if (point['location'] === 'tool_config') left -= markLast(tools, left, (tool) => markTool(tool, mark));
    if (point['location'] !== 'message') continue;
    for (const index of placesOf(point, messages)) {
      const message = messages[index];
      const marked = left > 0 && message !== undefined ? markMessage(message, mark) : null;
      if (marked === null) continue;
      messages[index] = marked;
      left -= 1;
    }
  }
  return { ...request, messages, tools };
}

type Point = Readonly<Record<string, unknown>>;

function isPoint(value: unknown): value is Point {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function markOf(control: unknown): CacheMark {
  const ttl = isPoint(control) ? control['ttl'] : undefined;
  return ttl === '1h' || ttl === '5m' ? { type: 'ephemeral', ttl } : { type: 'ephemeral' };
}

/** Messages a point means: one by its place (negative: from the end), or all of a role, the last first. */
function placesOf({ index, role }: Point, messages: readonly Message[]): number[] {
  const place = typeof index === 'string' ? Number(index) : index;
  if (typeof place === 'number' && Number.isInteger(place))
    return [place < 0 ? messages.length + place : place];
  return messages.flatMap((message, at) => (message.role === role ? [at] : [])).reverse();
}

/** The message with a mark on its last block that can bear one; null: there is none, or it is marked already. */
function markMessage(message: Message, mark: CacheMark): Message | null {
  switch (message.role) {
    case 'tool':
      return message.cache === undefined ? { ...message, cache: mark } : null;
    case 'assistant':
      return withParts(message, markLastPart(message.parts, mark));
    case 'user':
      return withParts(message, markLastPart(message.parts, mark));
    case 'system':
    case 'developer':
      return withParts(message, markLastPart(message.parts, mark));
  }
}

function withParts<Whole extends Message>(message: Whole, parts: Whole['parts'] | null): Whole | null {
  return parts === null ? null : { ...message, parts };
}

function markLastPart<Part extends UserPart | AssistantPart>(
  parts: readonly Part[],
  cache: CacheMark,
): Part[] | null {
  const at = parts.findLastIndex(bearsMark);
  const part = parts[at];
  if (part === undefined || 'cache' in part) return null;
  return [...parts.slice(0, at), { ...part, cache }, ...parts.slice(at + 1)];
}

function bearsMark(part: UserPart | AssistantPart): boolean {
  switch (part.type) {
    case 'text':
      return part.text.trim() !== '';
    case 'image':
    case 'document':
    case 'tool-call':
      return true;
    default:
      return false;
  }
}

function markTool(tool: Tool, cache: CacheMark): Tool | null {
  return tool.type === 'function' && tool.cache === undefined ? { ...tool, cache } : null;
}

/** Marks the last item, if there is a mark left for it; how many were given out. */
function markLast<Item>(items: Item[], left: number, mark: (item: Item) => Item | null): number {
  const last = items.at(-1);
  const marked = left > 0 && last !== undefined ? mark(last) : null;
  if (marked === null) return 0;
  items[items.length - 1] = marked;
  return 1;
}

/** Marks the client set itself, wherever they stand. */
function countMarks({ messages, tools }: ChatRequest): number {
  const items: readonly object[] = [
    ...tools,
    ...messages,
    ...messages.flatMap((message): readonly object[] => message.parts),
  ];
  return items.filter((item) => isMarked(item)).length;
}

function isMarked(item: object): boolean {
  return 'cache' in item && item.cache !== undefined;
}
