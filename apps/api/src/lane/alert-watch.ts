import {
  type AlertSettings,
  alertSettingsOf,
  AlertSettingsStore,
  AlertStore,
  type Cooldown,
  cooldownAlert,
} from '@tollgate/alerts';
import { type SecretCipher } from '@tollgate/encryption';
import { type RoutingTableStore } from '@tollgate/models';
import { deploymentLists } from '@tollgate/routing';
import { type SettingsInForce } from '@tollgate/settings';
import { type DataSource } from 'typeorm';

const EVERY_MS = 10_000;

export interface AlertSurroundings {
  readonly dataSource: DataSource;
  readonly cipher: SecretCipher;
  readonly settings: SettingsInForce;
  readonly tables: RoutingTableStore;
  readonly warn: (message: string) => void;
}

/**
 * What only a serving process knows of alerts: the configuration, which the worker reads from the database, and deployments that
 * cool down. Looks at both every few seconds, so that no call waits for it.
 */
export class AlertWatch {
  private readonly timer: NodeJS.Timeout;
  private readonly store: AlertStore;
  private readonly stored: AlertSettingsStore;
  private written = '';
  private lookedAt = Date.now();
  private looking = Promise.resolve();

  constructor(private readonly around: AlertSurroundings) {
    this.store = new AlertStore(around.dataSource);
    this.stored = new AlertSettingsStore(around.dataSource, around.cipher);
    this.timer = setInterval(() => this.begin(), EVERY_MS);
    this.timer.unref();
    this.begin();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** One look after the other; while the database is away the next one finds what this one missed. */
  private begin(): void {
    this.looking = this.looking.then(() => this.look()).catch(() => undefined);
  }

  private async look(): Promise<void> {
    const now = new Date();
    await this.keepSettings(now);
    const { current, stats } = this.around.tables;
    const cooled = deploymentLists(current)
      .flatMap((list) => stats.candidatesOf(list))
      .filter(({ record }) => record.coolingUntil > this.lookedAt)
      .map(({ deployment, record }): Cooldown => ({
        ...{ deploymentId: deployment.id, modelGroup: deployment.group, until: record.coolingUntil },
        sentModel: `${deployment.provider.id}/${deployment.target.model}`,
      }));
    await this.store.raise(
      cooled.map((cooldown) => cooldownAlert(cooldown, now)),
      now,
    );
    this.lookedAt = now.getTime();
  }

  private async keepSettings(now: Date): Promise<void> {
    const { config, env } = this.around.settings.current;
    const settings: AlertSettings = alertSettingsOf(config.general_settings ?? {}, env);
    const text = JSON.stringify(settings);
    if (text === this.written) return;
    for (const problem of settings.problems) this.around.warn(problem);
    await this.stored.write(settings, now);
    this.written = text;
  }
}
