import { type Content, type GenerateBody } from './generate-schema.js';

/** A sentence in Gemini's words, or null when the rule is kept. */
type Verdict = string | null;

/** What Gemini checks of a request beyond the schema; the first broken rule is reported. */
export function brokenRule(body: GenerateBody, model: string): Verdict {
  return (
    wrongRole(body.contents) ??
    emptyPart(body.contents) ??
    callPairs(body.contents) ??
    unsigned(body, model) ??
    toolNames(body)
  );
}

function wrongRole(contents: readonly Content[]): Verdict {
  const wrong = contents.some(({ role }) => role !== undefined && role !== 'user' && role !== 'model');
  return wrong ? 'Please use a valid role: user, model.' : null;
}

function emptyPart(contents: readonly Content[]): Verdict {
  for (const [at, { parts }] of contents.entries()) {
    const place = parts.findIndex((part) => Object.keys(part).every((key) => key.startsWith('thought')));
    if (place >= 0)
      return `* GenerateContentRequest.contents[${at}].parts[${place}].data: required oneof field 'data' must have one initialized field\n`;
  }
  return null;
}

/** A turn of calls is answered by the very next turn, with as many responses. */
function callPairs(contents: readonly Content[]): Verdict {
  for (const [at, content] of contents.entries()) {
    const calls = content.parts.filter((part) => part.functionCall !== undefined).length;
    if (calls === 0) continue;
    const next = contents[at + 1];
    if (next === undefined) continue;
    const responses = next.parts.filter((part) => part.functionResponse !== undefined).length;
    if (responses !== calls) {
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    }
  }
  return null;
}

/** Gemini 3 demands a signature on the first call of a turn. Source: Gemini docs, "Thought signatures". */
function unsigned({ contents }: GenerateBody, model: string): Verdict {
  if (!/gemini-([3-9]|\d\d)/.test(model)) return null;
  for (const [at, { parts }] of contents.entries()) {
    const first = parts.find((part) => part.functionCall !== undefined);
    if (first !== undefined && first.thoughtSignature === undefined) {
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly. Function call \`${first.functionCall?.name ?? ''}\`, position ${at + 1}.`;
    }
  }
  return null;
}

function toolNames({ tools = [], toolConfig }: GenerateBody): Verdict {
  const declared = new Set(tools.flatMap((tool) => tool.functionDeclarations ?? []).map(({ name }) => name));
  const allowed = toolConfig?.functionCallingConfig?.allowedFunctionNames ?? [];
  return allowed.every((name) => declared.has(name))
    ? null
    : 'Please ensure that allowed_function_names are in the function declarations.';
}
