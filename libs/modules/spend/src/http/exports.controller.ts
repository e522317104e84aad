import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  ApiError,
  type Caller,
  CurrentActor,
  CurrentCaller,
  seesEverything,
} from '@tollgate/auth';
import { type ExportView } from '@tollgate/core';
import { type Response } from 'express';
import { ExportStore } from '../exports/export-store.js';
import { MEDIA_TYPES } from '../exports/formats/write-file.js';
import { OrderExport } from '../exports/order-export.js';
import { RemoveExport } from '../exports/remove-export.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { ExportRequestDto } from './export.dto.js';
import { exportViewOf } from './export-view.js';

const LISTED = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Files of spend: ordered here, written by the worker, fetched here. */
@ApiTags('spend')
@Controller('spend/exports')
export class ExportsController {
  constructor(
    private readonly orders: OrderExport,
    private readonly store: ExportStore,
    private readonly removal: RemoveExport,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('self-key')
  @ApiOperation({ summary: 'Order an export of the spend one may see; a worker writes it' })
  async create(@Body() body: ExportRequestDto, @CurrentActor() actor: Actor): Promise<ExportView> {
    return exportViewOf(await this.orders.order(body, actor, new Date()));
  }

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'The newest exports: all to admins, their own to others' })
  async list(@CurrentCaller() caller: Caller): Promise<ExportView[]> {
    const rows = await this.store.newest(seesEverything(caller) ? null : caller, LISTED);
    return rows.map(exportViewOf);
  }

  @Get(':id')
  @Allow('self-key')
  @ApiOperation({ summary: 'How far an export is, and what came out' })
  async one(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ExportView> {
    return exportViewOf(await this.find(id, caller));
  }

  @Get(':id/file')
  @Allow('self-key')
  @ApiOperation({ summary: 'The file of an export that is done' })
  async file(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, caller);
    if (row.status !== 'done' || row.expiresAt === null || row.expiresAt <= new Date())
      throw notFound(
        row.status === 'done' ? 'The file of this export is no longer kept.' : 'There is no file yet.',
      );
    response.setHeader('content-type', MEDIA_TYPES[row.order.format]);
    response.setHeader('content-length', row.bytes ?? '0');
    response.setHeader('content-disposition', `attachment; filename="${row.fileName}"`);
    response.setHeader('cache-control', 'private, no-store');
    try {
      await pipeline(Readable.from(this.store.chunks(row.id)), response);
    } catch (error) {
      // The client left: nobody to tell.
      if (!response.destroyed) throw error;
    }
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('self-key')
  @ApiOperation({ summary: 'Remove an export and its file' })
  async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.removal.run(await this.find(id, actor.caller), actor, new Date());
  }

  /** 404 also for what somebody else ordered: nobody learns that it exists. */
  private async find(id: string, caller: Caller): Promise<SpendExportRow> {
    const row = UUID.test(id) ? await this.store.find(id) : null;
    const own =
      row?.createdByKey === caller.keyHash || (caller.userId !== null && row?.createdBy === caller.userId);
    if (row && (own || seesEverything(caller))) return row;
    throw notFound('There is no export with this id.');
  }
}

function notFound(message: string): ApiError {
  return new ApiError({ class: 'NotFoundError', message, param: 'id' });
}
