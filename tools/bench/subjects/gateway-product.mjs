/**
 * The built product as users run it: embedded mode, its own Postgres and worker, a configuration file, a virtual key with
 * limits and a budget. The figures are those of the API's process.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANTHROPIC_MODEL, ASKED_MODEL, SENT_MODEL } from '../traffic/messages.mjs';
import { Child } from './processes.mjs';

const MASTER_KEY = 'sk-bench-master-0123456789';
const START_TIMEOUT_MS = 60_000;
const program = fileURLToPath(new URL('../../../apps/api/bin/tollgate.mjs', import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;

const config = (upstream, translated) => `
model_list:
  - model_name: ${ASKED_MODEL}
    litellm_params:
      model: ${translated ? `anthropic/${ANTHROPIC_MODEL}` : `openai/${SENT_MODEL}`}
      api_base: ${upstream}${translated ? '' : '/v1'}
      api_key: sk-upstream
      input_cost_per_token: 0.00000015
      output_cost_per_token: 0.0000006
general_settings:
  master_key: ${MASTER_KEY}
`;

export async function startProduct(side, upstream, translated) {
  const directory = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  const file = join(directory, 'config.yaml');
  writeFileSync(file, config(upstream, translated));
  const port = await freePort();
  const child = Child.spawn('product', program, {
    args: ['--config', file, '--port', String(port), '--data-dir', join(directory, 'data')],
    execArgv: [...nodeFlags(), '--import', probe],
  });
  await child.printed(`ready on http`, START_TIMEOUT_MS);
  const key = await generateKey(port, side === 'unlimited' ? {} : LIMITS);
  const stop = async () => {
    await child.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { side, child, port, key, stop };
}

/** Flags the program asks Node for in its first line. */
function nodeFlags() {
  const [line = ''] = readFileSync(program, 'utf8').split('\n', 1);
  return line.split(' ').filter((word) => word.startsWith('--'));
}

const LIMITS = { max_budget: 1e6, rpm_limit: 1e9, tpm_limit: 1e9 };

async function generateKey(port, limits) {
  const response = await fetch(`http://127.0.0.1:${port}/key/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key_alias: 'bench', models: [ASKED_MODEL], ...limits }),
  });
  if (!response.ok) throw new Error(`no key was made: ${response.status} ${await response.text()}`);
  return (await response.json()).key;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
