import { Injectable, Logger } from '@nestjs/common';
import { SettingsInForce } from '@tollgate/settings';
import { CheckModels } from './check-models.js';
import { HealthCheckStore } from './health-check-store.js';

const INTERVAL_SECONDS = 300;
/** How often a process looks whether a round is due. */
const LOOK_EVERY_MS = 5_000;

/**
 * Checks every deployment from time to time (`background_health_checks`, `health_check_interval`), each round in one
 * process of the installation. Changed settings count at the next look.
 */
@Injectable()
export class HealthRounds {
  readonly #log = new Logger('Health');
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(
    private readonly settings: SettingsInForce,
    private readonly store: HealthCheckStore,
    private readonly models: CheckModels,
  ) {}

  start(lookEveryMs = LOOK_EVERY_MS): void {
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#timer.unref();
    this.#look();
  }

  /** Begins no further round, and waits for one that runs. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#running = this.#round()
      .catch(() => this.#log.warn('a round of health checks did not begin, as the database is away'))
      .finally(() => (this.#busy = false));
  }

  async #round(): Promise<void> {
    const { background_health_checks: wanted, health_check_interval: seconds } =
      this.settings.current.config.general_settings ?? {};
    if (wanted !== true) return;
    const everyMs = (seconds ?? INTERVAL_SECONDS) * 1000;
    if (!(await this.store.beginRound(everyMs))) return;
    const checked = this.models
      .deployments()
      .filter(({ info }) => info['disable_background_health_check'] !== true);
    await this.models.run(checked, null);
  }
}
