import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import {
  ALERT_QUEUE,
  type AlertMeans,
  AlertSettingsStore,
  AlertStore,
  raiseAlerts,
  sendAlerts,
} from '@tollgate/alerts';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { DataSource } from 'typeorm';
import { DELIVERY_MEANS } from '../exports/delivery.processor.js';

const HOUR_MS = 3_600_000;

/** Looks for what somebody should know, and sends it. The job only says when; the tables say what. */
@Processor(ALERT_QUEUE.name, { concurrency: 1 })
export class AlertProcessor extends QueueProcessor {
  /** The hour of the last look that compared whole hours. */
  private comparedHour = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: AlertSettingsStore,
    @Inject(DELIVERY_MEANS) private readonly means: AlertMeans,
  ) {
    super();
  }

  @JobHandler(ALERT_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    const now = new Date();
    const settings = await this.settings.read();
    const hour = Math.floor(now.getTime() / HOUR_MS);
    const isNewHour = hour !== this.comparedHour;
    const raised = await raiseAlerts(this.dataSource, settings, { now, isNewHour }, (what, error) =>
      this.logger.warn(
        `${what} could not be looked at for alerts: ${error instanceof Error ? error.message : 'unknown'}`,
      ),
    );
    if (raised > 0) this.logger.log(`${raised} alert(s) raised`);
    if (isNewHour) await new AlertStore(this.dataSource).removeOld(now);
    this.comparedHour = hour;
    const { sent, problems } = await sendAlerts(this.dataSource, settings, this.means, now);
    if (sent > 0) this.logger.log(`${sent} message(s) of alerts sent`);
    for (const problem of problems) this.logger.warn(problem);
  }
}
