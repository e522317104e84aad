import { isJsonObject, type Json, type JsonObject, unreachable } from '@tollgate/core';

/** The wire formats that bodies are sent in. */
export type SentWire = 'openai' | 'anthropic' | 'gemini' | 'bedrock' | 'cohere' | 'ollama';

/**
 * What a body sent upstream says, whatever the words of its API: a line for each statement, in order. Calls are numbered,
 * and results name the number of the call they answer:
 *
 *     system: Be terse.
 *     user: Oslo?
 *     user: [image/png iVBORw0KGgo=]
 *     assistant: Let me look.
 *     call 1: temp {"city":"Oslo"}
 *     result 1: 4
 */
export function conversationOf(wire: SentWire, body: JsonObject): string[] {
  const teller = new Teller();
  switch (wire) {
    case 'openai':
    case 'cohere':
      tellOpenAi(body, teller);
      break;
    case 'anthropic':
      tellAnthropic(body, teller);
      break;
    case 'bedrock':
      tellBedrock(body, teller);
      break;
    case 'gemini':
      tellGemini(body, teller);
      break;
    case 'ollama':
      tellOllama(body, teller);
      break;
    default:
      unreachable(wire);
  }
  return teller.lines;
}

/** Roles of the turns, in order, as the API names them. */
export function rolesOf(wire: SentWire, body: JsonObject): string[] {
  return objects(body[wire === 'gemini' ? 'contents' : 'messages']).map(({ role }) => text(role));
}

class Teller {
  readonly lines: string[] = [];
  readonly #calls: { id: string; name: string }[] = [];
  readonly #answered = new Set<number>();

  say(role: string, what: string): void {
    this.lines.push(`${role === 'model' ? 'assistant' : role}: ${what}`);
  }

  call(id: string, name: string, input: Json | undefined): void {
    this.#calls.push({ id, name });
    this.lines.push(`call ${this.#calls.length}: ${name} ${JSON.stringify(input)}`);
  }

  /** @param fits which call it answers: the first that fits and is open. */
  result(fits: (call: { id: string; name: string }) => boolean, what: string): void {
    const at = this.#calls.findIndex((call, place) => fits(call) && !this.#answered.has(place));
    this.#answered.add(at);
    this.lines.push(`result ${at < 0 ? 'of nothing' : at + 1}: ${what}`);
  }
}

function tellOpenAi(body: JsonObject, teller: Teller): void {
  for (const message of objects(body['messages'])) {
    const role = text(message['role']);
    if (role === 'tool') {
      const id = message['tool_call_id'];
      teller.result((call) => call.id === id, openAiContent(message['content']).join(' '));
      continue;
    }
    if (typeof message['tool_plan'] === 'string') teller.say(role, message['tool_plan']);
    for (const line of openAiContent(message['content'])) teller.say(role, line);
    for (const { id, function: called } of objects(message['tool_calls'])) {
      if (isJsonObject(called))
        teller.call(text(id), text(called['name']), JSON.parse(text(called['arguments'])) as Json);
    }
  }
}

function openAiContent(content: Json | undefined): string[] {
  if (typeof content === 'string') return [content];
  return objects(content).flatMap((part) => {
    const image = part['image_url'];
    if (image !== undefined) return [imageUrl(isJsonObject(image) ? image['url'] : image)];
    if (part['type'] === 'thinking') return [];
    return [text(part['text'])];
  });
}

function imageUrl(url: Json | undefined): string {
  const [, type, data] = /^data:([^;]+);base64,(.*)$/.exec(text(url)) ?? [];
  return type === undefined ? `[${text(url)}]` : `[${type} ${data}]`;
}

function tellAnthropic(body: JsonObject, teller: Teller): void {
  for (const block of objects(body['system'])) teller.say('system', text(block['text']));
  for (const { role, content } of objects(body['messages'])) {
    for (const block of objects(content)) {
      if (block['type'] === 'tool_use') teller.call(text(block['id']), text(block['name']), block['input']);
      else if (block['type'] === 'tool_result')
        teller.result((call) => call.id === block['tool_use_id'], anthropicResult(block['content']));
      else teller.say(text(role), anthropicBlock(block));
    }
  }
}

function anthropicResult(content: Json | undefined): string {
  return typeof content === 'string' ? content : objects(content).map(anthropicBlock).join(' ');
}

function anthropicBlock({ text: said, source }: JsonObject): string {
  if (!isJsonObject(source)) return text(said);
  return source['type'] === 'url'
    ? `[${text(source['url'])}]`
    : `[${text(source['media_type'])} ${text(source['data'])}]`;
}

function tellBedrock(body: JsonObject, teller: Teller): void {
  for (const block of objects(body['system'])) teller.say('system', text(block['text']));
  for (const { role, content } of objects(body['messages'])) {
    for (const { toolUse, toolResult, ...block } of objects(content)) {
      if (isJsonObject(toolUse))
        teller.call(text(toolUse['toolUseId']), text(toolUse['name']), toolUse['input']);
      else if (isJsonObject(toolResult))
        teller.result(
          (call) => call.id === toolResult['toolUseId'],
          objects(toolResult['content']).map(bedrockBlock).join(' '),
        );
      else if (block['cachePoint'] === undefined) teller.say(text(role), bedrockBlock(block));
    }
  }
}

function bedrockBlock({ text: said, image, document }: JsonObject): string {
  const media = image ?? document;
  if (!isJsonObject(media)) return text(said);
  const source = isJsonObject(media['source']) ? media['source'] : {};
  return `[${image === undefined ? 'application' : 'image'}/${text(media['format'])} ${text(source['bytes'])}]`;
}

function tellGemini(body: JsonObject, teller: Teller): void {
  const system = body['systemInstruction'];
  if (isJsonObject(system))
    for (const part of objects(system['parts'])) teller.say('system', text(part['text']));
  for (const { role, parts } of objects(body['contents'])) {
    for (const { functionCall, functionResponse, ...part } of objects(parts)) {
      if (isJsonObject(functionCall)) teller.call('', text(functionCall['name']), functionCall['args']);
      else if (isJsonObject(functionResponse))
        teller.result(
          (call) => call.name === functionResponse['name'],
          geminiResult(functionResponse['response']),
        );
      else teller.say(text(role), geminiPart(part));
    }
  }
}

function geminiResult(response: Json | undefined): string {
  if (!isJsonObject(response)) return '';
  return typeof response['result'] === 'string' ? response['result'] : JSON.stringify(response);
}

function geminiPart({ text: said, inlineData, fileData }: JsonObject): string {
  if (isJsonObject(inlineData)) return `[${text(inlineData['mimeType'])} ${text(inlineData['data'])}]`;
  return isJsonObject(fileData) ? `[${text(fileData['fileUri'])}]` : text(said);
}

function tellOllama(body: JsonObject, teller: Teller): void {
  for (const message of objects(body['messages'])) {
    const role = text(message['role']);
    if (role === 'tool') {
      const id = message['tool_call_id'];
      teller.result((call) => call.id === id, text(message['content']));
      continue;
    }
    if (text(message['content']) !== '') teller.say(role, text(message['content']));
    for (const image of Array.isArray(message['images']) ? message['images'] : [])
      teller.say(role, `[image/png ${text(image)}]`);
    for (const { id, function: called } of objects(message['tool_calls']))
      if (isJsonObject(called)) teller.call(text(id), text(called['name']), called['arguments']);
  }
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
