import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '@tollgate/auth';
import { type ExportDeliveryView, type ExportScheduleView } from '@tollgate/core';
import { DeliveryStore } from '../deliveries/delivery-store.js';
import { ChangeSchedules, noSchedule } from '../schedules/change-schedules.js';
import { RunSchedule } from '../schedules/run-schedule.js';
import { ScheduleStore } from '../schedules/schedule-store.js';
import { deliveryViewOf, scheduleViewOf } from '../schedules/schedule-view.js';
import { ExportScheduleDto } from './schedule.dto.js';

const LISTED = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Exports by the clock, and the deliveries of their files. */
@ApiTags('spend')
@Controller('spend')
export class SchedulesController {
  constructor(
    private readonly changes: ChangeSchedules,
    private readonly runs: RunSchedule,
    private readonly store: ScheduleStore,
    private readonly deliveryStore: DeliveryStore,
  ) {}

  @Post('schedules')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Make a schedule: a file of every day, week or month, delivered somewhere' })
  create(@Body() body: ExportScheduleDto, @CurrentActor() actor: Actor): Promise<ExportScheduleView> {
    return this.changes.create(body, actor, new Date());
  }

  @Get('schedules')
  @Allow('admin-read')
  @ApiOperation({ summary: 'All schedules' })
  async list(): Promise<ExportScheduleView[]> {
    return (await this.store.list()).map(scheduleViewOf);
  }

  @Get('schedules/:id')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One schedule' })
  async one(@Param('id') id: string): Promise<ExportScheduleView> {
    return scheduleViewOf((await this.store.find(uuid(id))) ?? noSchedule());
  }

  @Patch('schedules/:id')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change a schedule; what is left out stays' })
  update(
    @Param('id') id: string,
    @Body() body: ExportScheduleDto,
    @CurrentActor() actor: Actor,
  ): Promise<ExportScheduleView> {
    return this.changes.update(uuid(id), body, actor, new Date());
  }

  @Delete('schedules/:id')
  @HttpCode(204)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Remove a schedule; its history stays' })
  remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.changes.remove(uuid(id), actor, new Date());
  }

  @Post('schedules/:id/run')
  @HttpCode(202)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Write and deliver the file of the newest period that is over, now' })
  async run(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ExportDeliveryView> {
    return deliveryViewOf(await this.runs.run(uuid(id), actor, new Date()));
  }

  @Get('schedules/:id/deliveries')
  @Allow('admin-read')
  @ApiOperation({ summary: 'The newest deliveries of a schedule' })
  async deliveriesOf(@Param('id') id: string): Promise<ExportDeliveryView[]> {
    return (await this.deliveryStore.newest(uuid(id), LISTED)).map(deliveryViewOf);
  }

  @Get('deliveries')
  @Allow('admin-read')
  @ApiOperation({ summary: 'The newest deliveries of all schedules, removed ones too' })
  async deliveries(): Promise<ExportDeliveryView[]> {
    return (await this.deliveryStore.newest(null, LISTED)).map(deliveryViewOf);
  }

  @Post('deliveries/:id/retry')
  @HttpCode(202)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Try a delivery again at once' })
  async retry(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ExportDeliveryView> {
    return deliveryViewOf(await this.runs.retry(uuid(id), actor, new Date()));
  }
}

/** An id that no row can have is answered like one that none has. */
function uuid(id: string): string {
  return UUID.test(id) ? id : '00000000-0000-0000-0000-000000000000';
}
