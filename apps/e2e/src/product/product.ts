import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@tollgate/testing';
import { Management } from './management.js';
import { type Exit, ProductProcess } from './product-process.js';
import { type Surroundings } from './surroundings.js';

/** How long a start may take on a busy machine: initdb, migrations, the worker. */
const READY_WITHIN_MS = 45_000;
const STOP_WITHIN_MS = 20_000;

export const MASTER_KEY = 'sk-master-of-the-tests';

export interface StartOptions {
  env?: NodeJS.ProcessEnv;
  masterKey?: string;
  /** Instead of the surroundings' own. */
  dataDir?: string;
  /** `process`: a worker of its own; `child`: the API's; `none`: another product on the same services has it. */
  worker?: 'process' | 'child' | 'none';
}

/** The running product: the API process, and a worker process where the mode has one. */
export class Product {
  private constructor(
    readonly api: ProductProcess,
    private readonly worker: ProductProcess | null,
    /** `http://127.0.0.1:PORT` */
    readonly url: string,
    readonly manage: Management,
  ) {}

  /** Starts it in its surroundings and waits until it says that it is ready. */
  static async start(
    surroundings: Surroundings,
    config: string,
    options: StartOptions = {},
  ): Promise<Product> {
    const port = await freePort();
    const masterKey = options.masterKey ?? MASTER_KEY;
    const env = { TOLLGATE_MASTER_KEY: masterKey, ...surroundings.env, ...options.env };
    const workerAs = options.worker ?? (surroundings.kind === 'services' ? 'process' : 'child');
    const apiEnv = workerAs === 'child' ? env : { ...env, TOLLGATE_WORKER: 'external' };
    const dataDir = options.dataDir ?? surroundings.dataDir;
    const api = ProductProcess.api(
      ['--config', config, '--port', String(port), '--data-dir', dataDir],
      apiEnv,
    );
    surroundings.track(api);
    const url = (await api.line(/^Tollgate is ready on (http:\/\/\S+)$/, READY_WITHIN_MS))[1] ?? '';
    const worker =
      workerAs === 'process' ? ProductProcess.worker({ ...env, CONFIG_FILE_PATH: config }) : null;
    if (worker !== null) surroundings.track(worker);
    return new Product(api, worker, url, new Management(url, masterKey));
  }

  /** Everything its processes have printed. */
  get printed(): string {
    return [...this.api.lines, ...(this.worker?.lines ?? [])].join('\n');
  }

  /** Asks it to stop, as a service manager does. @throws Error when it does not end in time */
  async stop(): Promise<Exit> {
    this.worker?.signal('SIGTERM');
    this.api.signal('SIGTERM');
    const exits = Promise.all([this.api.exited, this.worker?.exited]);
    const late = sleep(STOP_WITHIN_MS, 'late' as const, { ref: false });
    const ended = await Promise.race([exits, late]);
    if (ended === 'late')
      throw new Error(`Did not stop within ${STOP_WITHIN_MS} ms; printed:\n${this.printed}`);
    return ended[0];
  }

  /** Kills the API process in the middle of whatever it does; its children and the worker must cope. */
  async kill(): Promise<void> {
    this.api.signal('SIGKILL');
    await this.api.exited;
  }
}
