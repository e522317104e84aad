import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor, ApiError, orThrow } from '@tollgate/auth';
import { EXPORT_SCHEDULES_MAX, type ExportScheduleRequest, type ExportScheduleView } from '@tollgate/core';
import { reachableUrl } from '@tollgate/delivery';
import { DataSource, type EntityManager } from 'typeorm';
import { DeliveryStore } from '../deliveries/delivery-store.js';
import { type Destination } from '../destinations/destination.js';
import { readDestination, type ReadDestination } from '../destinations/read-destination.js';
import { refuse } from '../exports/read-report.js';
import { DeliveryNetworkPort } from './delivery-network.js';
import { readSchedule } from './read-schedule.js';
import { runOf } from './schedule-periods.js';
import { type Schedule, ScheduleStore } from './schedule-store.js';
import { scheduleViewOf } from './schedule-view.js';

/** Makes, changes and removes schedules, each with its entry in the audit log. */
@Injectable()
export class ChangeSchedules {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ScheduleStore,
    private readonly deliveries: DeliveryStore,
    private readonly audit: AuditStore,
    private readonly network: DeliveryNetworkPort,
  ) {}

  /** @throws ApiError (400) that names the field which cannot be used. */
  async create(request: ExportScheduleRequest, actor: Actor, now: Date): Promise<ExportScheduleView> {
    const terms = readSchedule(request, null);
    const { destination, newSecret } = this.read(request, null);
    const run = runOf(terms, now);
    const schedule: Schedule = {
      ...{ id: randomUUID(), ...terms, destination },
      ...{ nextFrom: run.from, nextTo: run.to, nextRunAt: run.runAt },
      ...{ createdAt: now, updatedAt: now, createdBy: actor.caller.userId },
      createdByKey: actor.caller.keyHash,
    };
    await this.dataSource.transaction(async (manager) => {
      if ((await this.store.count(manager)) >= EXPORT_SCHEDULES_MAX)
        throw badRequest(`There are ${EXPORT_SCHEDULES_MAX} schedules already; remove one first.`);
      await this.store.save(manager, schedule);
      await this.record(manager, 'created', null, schedule, actor, now);
    });
    return { ...scheduleViewOf(schedule), ...(newSecret === null ? {} : { signing_secret: newSecret }) };
  }

  /** What is left out stays. @throws ApiError (404) when there is no such schedule. */
  async update(
    id: string,
    request: ExportScheduleRequest,
    actor: Actor,
    now: Date,
  ): Promise<ExportScheduleView> {
    return this.dataSource.transaction(async (manager) => {
      const before = await this.locked(id, manager);
      const terms = readSchedule(request, before);
      const read = request.destination == null ? null : this.read(request, before.destination);
      const after: Schedule = {
        ...{ ...before, ...terms, updatedAt: now },
        ...(beginsAnew(before, terms) ? nextRun(terms, now) : {}),
        ...(read === null ? {} : { destination: read.destination }),
      };
      await this.store.save(manager, after);
      await this.record(manager, 'updated', before, after, actor, now);
      const secret = read?.newSecret ?? null;
      return { ...scheduleViewOf(after), ...(secret === null ? {} : { signing_secret: secret }) };
    });
  }

  /** What was delivered stays in the history; what waits is canceled. */
  async remove(id: string, actor: Actor, now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await this.locked(id, manager);
      await this.store.delete(manager, id);
      await this.deliveries.cancelOf(manager, id, now);
      await this.record(manager, 'deleted', before, null, actor, now);
    });
  }

  private async locked(id: string, manager: EntityManager): Promise<Schedule> {
    return (await this.store.lock(id, manager)) ?? noSchedule();
  }

  private read({ destination }: ExportScheduleRequest, before: Destination | null): ReadDestination {
    if (destination == null) return refuse('destination', 'given: an s3, webhook or email destination');
    return orThrow(readDestination(destination, before, (url) => reachableUrl(url, this.network) !== null));
  }

  private async record(
    manager: EntityManager,
    action: Extract<AuditAction, 'created' | 'updated' | 'deleted'>,
    before: Schedule | null,
    after: Schedule | null,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const objectId = (after ?? before)?.id ?? '';
    const view = (schedule: Schedule | null) => schedule && { ...scheduleViewOf(schedule) };
    await this.audit.record(manager, [
      {
        ...{ actor, at, action, objectType: 'spend_schedule', objectId },
        ...{ before: view(before), after: view(after) },
      },
    ]);
  }
}

/** @throws ApiError (404) */
export function noSchedule(): never {
  throw new ApiError({ class: 'NotFoundError', message: 'There is no schedule with this id.', param: 'id' });
}

/** A schedule with another rhythm, or one switched on again, goes on with the period that is now. */
function beginsAnew(before: Schedule, after: Pick<Schedule, 'cadence' | 'timeZone' | 'enabled'>): boolean {
  return (
    before.cadence !== after.cadence ||
    before.timeZone !== after.timeZone ||
    (after.enabled && !before.enabled)
  );
}

function nextRun(terms: Pick<Schedule, 'cadence' | 'timeZone' | 'hour'>, now: Date) {
  const { from, to, runAt } = runOf(terms, now);
  return { nextFrom: from, nextTo: to, nextRunAt: runAt };
}

function badRequest(message: string): ApiError {
  return new ApiError({ class: 'BadRequestError', message, param: null });
}
