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

/** Ready to paste; each sends one chat message, or points a tool at the gateway. */
export function recipesFor(context: RecipeContext): Recipe[] {
  return [...sdkRecipes(context), ...toolRecipes(context)];
}

function sdkRecipes({ origin, key, model }: RecipeContext): Recipe[] {
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
      id: 'anthropic',
      label: 'Anthropic SDK',
      code: `from anthropic import Anthropic

client = Anthropic(base_url="${origin}", api_key="${key}")
reply = client.messages.create(
    model="${model}",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Hello"}],
)
print(reply.content[0].text)`,
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

/** Tools that are pointed at the gateway by their settings. */
function toolRecipes({ origin, key, model }: RecipeContext): Recipe[] {
  return [
    {
      id: 'claude-code',
      label: 'Claude Code',
      code: `export ANTHROPIC_BASE_URL="${origin}"
export ANTHROPIC_AUTH_TOKEN="${key}"
export ANTHROPIC_MODEL="${model}"
claude`,
    },
    {
      id: 'codex',
      label: 'Codex',
      code: `# ~/.codex/config.toml
model = "${model}"
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = "${origin}/v1"
env_key = "TOLLGATE_KEY"   # export TOLLGATE_KEY="${key}"
wire_api = "responses"`,
    },
    {
      id: 'cursor',
      label: 'Cursor',
      code: `Settings → Models → API Keys
OpenAI API Key            ${key}
Override OpenAI Base URL  ${origin}/v1
Add a custom model        ${model}`,
    },
    {
      id: 'open-webui',
      label: 'Open WebUI',
      code: `docker run -d -p 3000:8080 \\
  -e OPENAI_API_BASE_URL="${origin}/v1" \\
  -e OPENAI_API_KEY="${key}" \\
  -v open-webui:/app/backend/data \\
  ghcr.io/open-webui/open-webui:main`,
    },
  ];
}

/** A model to show in a recipe: one the key may use, with a name of its own. */
export function recipeModel(allowed: readonly string[], available: readonly string[]): string {
  const named = allowed.find((model) => !model.includes('*') && !model.startsWith('all-'));
  return named ?? available.find((model) => !model.includes('*')) ?? 'demo';
}
