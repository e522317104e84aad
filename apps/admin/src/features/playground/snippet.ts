/** A request as a program would send it. */
export interface Snippet {
  id: string;
  label: string;
  code: string;
}

/** The same request in three ways; the key is the reader's own. */
export function snippetsOf(origin: string, request: Record<string, unknown>): Snippet[] {
  const body = shortened(request);
  return [
    { id: 'curl', label: 'curl', code: curl(origin, body) },
    { id: 'python', label: 'Python', code: python(origin, body) },
    { id: 'node', label: 'Node', code: node(origin, body) },
  ];
}

function curl(origin: string, body: Record<string, unknown>): string {
  // In single quotes a shell takes everything as it is, but for the quote itself.
  const json = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`);
  return `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $TOLLGATE_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${json}'`;
}

function python(origin: string, body: Record<string, unknown>): string {
  const args = Object.entries(body).map(([name, value]) => `    ${name}=${pythonValue(value)},`);
  const print = body['stream'] === true ? PYTHON_STREAM : 'print(reply.choices[0].message.content)';
  return `import os
from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key=os.environ["TOLLGATE_KEY"])
reply = client.chat.completions.create(
${args.join('\n')}
)
${print}`;
}

const PYTHON_STREAM = `for chunk in reply:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")`;

function pythonValue(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}: ${pythonValue(member)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function node(origin: string, body: Record<string, unknown>): string {
  const json = JSON.stringify(body, null, 2);
  const print =
    body['stream'] === true
      ? `for await (const chunk of reply) process.stdout.write(chunk.choices[0]?.delta.content ?? '');`
      : 'console.log(reply.choices[0].message.content);';
  return `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: process.env.TOLLGATE_KEY });
const reply = await client.chat.completions.create(${json});
${print}`;
}

/** Pictures are named, not spelled out; what only the playground asks for is left out. */
function shortened(request: Record<string, unknown>): Record<string, unknown> {
  const { stream_options: _, ...body } = request;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withoutPictures(value)]));
}

function withoutPictures(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('data:image/') ? 'data:image/…' : value;
  if (Array.isArray(value)) return value.map(withoutPictures);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutPictures(member)]));
}
