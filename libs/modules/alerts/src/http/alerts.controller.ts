import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, Line, OneOf } from '@tollgate/auth';
import {
  ALERT_TYPES,
  type AlertPage,
  type AlertSettingsView,
  type AlertType,
  type AlertView,
} from '@tollgate/core';
import { alertSettingsView } from '../domain/alert-settings.js';
import { AlertSettingsStore } from '../store/alert-settings-store.js';
import { AlertStore } from '../store/alert-store.js';
import { alertViewOf, cursorOf, readCursor } from './alert-view.js';

const PAGE_SIZE = 50;

/** Query of GET /alerts. */
export class AlertsQuery {
  @OneOf(ALERT_TYPES, 'Only alerts of this type.') type?: AlertType | null;
  @Line(64, '`next_cursor` of the page before.') cursor?: string | null;
}

/** The history of alerts. */
@ApiTags('alerts')
@Controller('alerts')
export class AlertsController {
  constructor(
    private readonly store: AlertStore,
    private readonly settings: AlertSettingsStore,
  ) {}

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'Alerts of the last 90 days, newest first, and whom they were sent to' })
  async page(@Query() { type, cursor }: AlertsQuery): Promise<AlertPage> {
    const after = cursor ? (readCursor(cursor) ?? notACursor()) : null;
    const found = await this.store.page(type ?? null, after, PAGE_SIZE + 1);
    const shown = found.slice(0, PAGE_SIZE);
    const last = shown.at(-1);
    return {
      alerts: shown.map(alertViewOf),
      next_cursor: found.length > PAGE_SIZE && last ? cursorOf(last) : null,
    };
  }

  @Get('settings')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What is in force of the configuration of alerts' })
  async inForce(): Promise<AlertSettingsView> {
    return alertSettingsView(await this.settings.read());
  }

  @Post('test')
  @HttpCode(202)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Send a test alert to every channel' })
  async test(@CurrentActor() actor: Actor): Promise<AlertView> {
    const key = `test:${actor.requestId}`;
    const now = new Date();
    const title = 'This is a test';
    const text = 'Somebody tries the channels of alerts. Nothing has happened.';
    await this.store.raise([{ type: 'test', key, severity: 'info', title, text, details: {} }], now);
    const [newest] = await this.store.page('test', null, 1);
    return newest ? alertViewOf(newest) : notRaised();
  }
}

function notACursor(): never {
  const message = 'cursor must be the next_cursor of a page.';
  throw new ApiError({ class: 'BadRequestError', message, param: 'cursor' });
}

function notRaised(): never {
  throw new Error('A test alert was raised and is not there.');
}
