/** How to use a key from one kind of client. */
export interface Recipe {
  id: string;
  label: string;
  code: string;
}

export interface RecipeContext {
  /** Where the gateway answers: `https://llm.example.com`. */
  origin: string;
  key: string;
  model: string;
}

/** Ready to paste; each sends one chat message. */
export function recipesFor({ origin, key, model }: RecipeContext): Recipe[] {
  return [
    {
      id: 'curl',
      label: 'curl',
      code: `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
    {
      id: 'openai-python',
      label: 'Python',
      code: `from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key="${key}")
reply = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(reply.choices[0].message.content)`,
    },
    {
      id: 'openai-node',
      label: 'Node',
      code: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: '${key}' });
const reply = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(reply.choices[0].message.content);`,
    },
    {
      id: 'langchain',
      label: 'LangChain',
      code: `from langchain_openai import ChatOpenAI

llm = ChatOpenAI(base_url="${origin}/v1", api_key="${key}", model="${model}")
print(llm.invoke("Hello").content)`,
    },
  ];
}

/** A model to show in a recipe: one the key may use, with a name of its own. */
export function recipeModel(allowed: readonly string[], available: readonly string[]): string {
  const named = allowed.find((model) => !model.includes('*') && !model.startsWith('all-'));
  return named ?? available.find((model) => !model.includes('*')) ?? 'demo';
}
