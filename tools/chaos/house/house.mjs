import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeProviders } from '../../../libs/testing/dist/index.js';
import { MortalPostgres } from './postgres.mjs';
import { MortalProcess } from './mortal-process.mjs';
import { MortalRedis } from './redis.mjs';
import { SmallDisk } from './small-disk.mjs';

const MASTER_KEY = 'sk-master-of-the-chaos';
const SALT_KEY = 'salt-of-the-chaos';
const START_WITHIN_MS = 120_000;

const config = (fakes) => `model_list:
  - model_name: gpt
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: sk-upstream
      api_base: ${fakes.baseUrl('openai')}
      input_cost_per_token: 0.00000015
      output_cost_per_token: 0.0000006
  - model_name: claude
    litellm_params:
      model: anthropic/claude-sonnet-4-20250514
      api_key: sk-ant-upstream
      api_base: ${fakes.baseUrl('anthropic')}
      input_cost_per_token: 0.000003
      output_cost_per_token: 0.000015
router_settings:
  num_retries: 0
  disable_cooldowns: true
`;

/** The product as operators run it on several hosts: two API processes, a worker, Postgres, Redis. */
export class House {
  static async build() {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), 'tollgate-chaos-'));
    [house.fakes, house.postgres, house.redis] = await Promise.all([
      FakeProviders.start(),
      MortalPostgres.start(),
      MortalRedis.start(),
    ]);
    const file = join(house.folder, 'config.yaml');
    writeFileSync(file, config(house.fakes));
    const env = {
      DATABASE_URL: house.postgres.url,
      REDIS_URL: house.redis.url,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
      TOLLGATE_SALT_KEY: SALT_KEY,
      TOLLGATE_WORKER: 'external',
      CONFIG_FILE_PATH: file,
    };
    house.apis = [await house.#api('one', env), await house.#api('two', env)];
    house.disk = SmallDisk.mount(house.apis[0].journal);
    house.worker = new MortalProcess('worker', 'apps/worker/dist/main.js', [], env, 'ready; queues on');
    return house;
  }

  async open() {
    for (const { process } of [...this.apis, { process: this.worker }]) {
      process.start();
      await isReady(process);
    }
  }

  async #api(name, env) {
    const dataDir = join(this.folder, name);
    mkdirSync(dataDir, { recursive: true });
    const port = await freePort();
    const args = ['--port', String(port), '--data-dir', dataDir];
    const process = new MortalProcess(
      `API ${name}`,
      'apps/api/bin/tollgate.mjs',
      args,
      env,
      'Tollgate is ready on http',
    );
    return { process, url: `http://127.0.0.1:${port}`, journal: join(dataDir, 'journal') };
  }

  async manage(path, body) {
    const reply = await fetch(`${this.apis[0].url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  }

  /** Two teams and a user, with two keys each: whoever has a total of his own. */
  async makeKeys() {
    const user = await this.manage('/user/new', { user_id: 'chaos-user', auto_create_key: false });
    const keys = [];
    for (const name of ['blue', 'green']) {
      const team = await this.manage('/team/new', { team_alias: name, team_id: `chaos-${name}` });
      for (const userId of [user.user_id, undefined])
        keys.push((await this.manage('/key/generate', { team_id: team.team_id, user_id: userId })).key);
    }
    return keys;
  }

  /** Journal files that still wait to be stored. */
  journalFiles() {
    return this.apis.flatMap(({ journal }) =>
      readdirSync(journal, { recursive: true }).filter((name) => String(name).endsWith('.jsonl')),
    );
  }

  async tearDown() {
    await Promise.all([...this.apis.map(({ process }) => process), this.worker].map((one) => one.end()));
    await Promise.all([this.redis.stop(), this.postgres.stop(), this.fakes.close()]);
    this.disk?.unmount();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** @throws Error with what it printed, when it ends or takes too long. */
export async function isReady(process) {
  const deadline = Date.now() + START_WITHIN_MS;
  while (!process.ready) {
    if (!process.running || Date.now() > deadline)
      throw new Error(`${process.name} did not start:\n${process.output}`);
    await sleep(50);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
