import { findProvider } from '@tollgate/llm';
import { frameAws } from './aws-frames.mjs';
import * as anthropic from './oracles/anthropic.mjs';
import * as bedrock from './oracles/bedrock.mjs';
import * as cohere from './oracles/cohere.mjs';
import * as gemini from './oracles/gemini.mjs';
import * as ollama from './oracles/ollama.mjs';
import * as openAiChat from './oracles/openai-chat.mjs';

/** `data:` alone, as OpenAI and those like it write it; `[DONE]` ends it. */
const frameData = (payload) => `data: ${payload}\n\n`;
/** A line of JSON. */
const frameLine = (payload) => `${payload}\n`;
/** Anthropic and Cohere name each event after its payload's type. */
const frameNamed = (payload) => `event: ${JSON.parse(payload).type}\ndata: ${payload}\n\n`;

const compatible = (provider) => ({
  provider,
  oracle: openAiChat,
  frame: frameData,
  end: 'data: [DONE]\n\n',
});

/** Folder of recorded chat replies → how to read it. Folders that are not here are reported as "not yet". */
const CHAT = {
  alibaba: compatible('dashscope'),
  'amazon-bedrock': { provider: 'bedrock', oracle: bedrock, frameBytes: frameAws },
  anthropic: { provider: 'anthropic', oracle: anthropic, frame: frameNamed, end: '' },
  azure: compatible('azure_ai'),
  cohere: { provider: 'cohere', oracle: cohere, frame: frameNamed, end: '' },
  deepseek: compatible('deepseek'),
  google: { provider: 'gemini', oracle: gemini, frame: frameData, end: '' },
  groq: compatible('groq'),
  mistral: compatible('mistral'),
  moonshotai: compatible('moonshot'),
  ollama: { provider: 'ollama', oracle: ollama, frame: frameLine, end: '', comments: false },
  openai: compatible('openai'),
  'openai-compatible': compatible('custom_openai'),
  perplexity: compatible('perplexity'),
  xai: compatible('xai'),
};

/** Recordings in a chat folder that are of another endpoint. */
const OTHER_ENDPOINT = /embedding|transcription|rerank/;

/** Azure's chat folder holds the Responses API, but for one model. */
const OTHER_SURFACE = /^azure\/chat\/(?!azure-deepseek)/;

/** The family of a recording, or null when nothing reads it yet. */
export function familyOf(path) {
  const [folder, endpoint] = path.split('/');
  if (endpoint !== 'chat' || OTHER_ENDPOINT.test(path) || OTHER_SURFACE.test(path)) return null;
  return ready(CHAT[folder]);
}

/** The family of an exchange with OpenAI's chat endpoint; others are not read yet. */
export function familyOfExchange(url) {
  return /\/chat\/completions/.test(url) ? ready(CHAT.openai) : null;
}

function ready(family) {
  if (!family) return null;
  const { chat } = findProvider(family.provider);
  return 'cannot' in chat ? null : { ...family, chat };
}
