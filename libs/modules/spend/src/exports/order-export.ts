import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor, ApiError, type Caller, seesEverything } from '@tollgate/auth';
import { type ExportRequest, isTimeZone } from '@tollgate/core';
import { DataSource } from 'typeorm';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { parseRate } from './exchange.js';
import { exportAudit } from './export-audit.js';
import { type ExportCurrency, type ExportOrder, type ExportPeriod } from './export-order.js';
import { type CalendarSpan, parseDays, parsePeriod, resolvePeriod } from './export-period.js';
import { ExportNudge } from './export-queue.js';
import { ExportStore } from './export-store.js';
import { readReport, refuse } from './read-report.js';

/** Orders an export of what the caller may see, and tells the workers. */
@Injectable()
export class OrderExport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ExportStore,
    private readonly scopes: SpendScopes,
    private readonly workers: ExportNudge,
    private readonly audit: AuditStore,
  ) {}

  /** @throws ApiError (400) that names the field which cannot be used. */
  async order(request: ExportRequest, actor: Actor, now: Date): Promise<SpendExportRow> {
    const choice = readReport(request);
    if (choice.report === 'focus' && request.currency)
      refuse('currency', 'left out for a FOCUS data set: its costs are in USD');
    if (choice.report === 'close') checkClose(request, actor.caller);
    const period = await this.periodOf(request);
    if (choice.report === 'close' && Date.parse(period.to) > now.getTime())
      refuse('period', 'over before it is closed');
    const order: ExportOrder = {
      ...choice,
      period,
      currency: currencyOf(request),
      scope: await this.scopes.of(actor.caller),
    };
    const row = await this.dataSource.transaction(async (manager) => {
      const inserted = await this.store.insert(order, actor.caller, now, manager);
      await this.audit.record(manager, [exportAudit('created', inserted, actor, now)]);
      return inserted;
    });
    this.workers.nudge();
    return row;
  }

  private async periodOf(request: ExportRequest): Promise<ExportPeriod> {
    const timeZone = request.time_zone || 'UTC';
    const span = spanOf(request);
    const period = isTimeZone(timeZone) ? await resolvePeriod(this.dataSource, span, timeZone) : null;
    return period ?? refuse('time_zone', 'the name of a time zone, such as Europe/Berlin');
  }
}

/** The pack is the books of everybody, so it takes somebody who may see everything. */
function checkClose({ from, to }: ExportRequest, caller: Caller): void {
  if (!seesEverything(caller))
    throw new ApiError({
      class: 'PermissionDeniedError',
      message: 'Only an admin or an admin viewer can close a period.',
      param: 'report',
    });
  if (from || to) refuse('period', 'a month, quarter or year, instead of from and to');
}

function spanOf({ period, from, to }: ExportRequest): CalendarSpan {
  if (period && (from || to)) return refuse('period', 'left out when from and to are given');
  if (period) return parsePeriod(period) ?? refuse('period', '2026, 2026-Q4, 2026-10 or 2026-10-05');
  if (!from && !to) return refuse('period', 'given (or from and to)');
  if (!from || !to) return refuse(from ? 'to' : 'from', 'given: a day such as 2026-10-31');
  return (
    parseDays(from, to) ??
    refuse('to', 'a day such as 2026-10-31, not before from, at most ten years after it')
  );
}

function currencyOf({
  currency,
  exchange_rate: rate,
  exchange_rate_date: rateDate,
}: ExportRequest): ExportCurrency | null {
  if (!currency && !rate && !rateDate) return null;
  if (!currency || !/^[A-Z]{3}$/.test(currency) || currency === 'USD')
    return refuse('currency', 'an ISO 4217 code other than USD, such as EUR');
  if (!rate || parseRate(rate) === null)
    return refuse('exchange_rate', `units of ${currency} for a dollar, a decimal text such as "0.92"`);
  if (!rateDate || parseDays(rateDate, rateDate) === null)
    return refuse('exchange_rate_date', 'the day of the rate, such as 2026-10-31');
  return { code: currency, rate, rateDate };
}
