import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, orThrow } from '@tollgate/auth';
import { type RepricingView } from '@tollgate/core';
import { NO_SUCH_REPRICING, OrderRepricing } from '../repricing/order-repricing.js';
import { type RepricingSelection } from '../repricing/repricing.js';
import { RepricingStore } from '../repricing/repricing-store.js';
import { repricingViewOf } from '../repricing/repricing-view.js';
import { parseInstant } from '../reports/instants.js';
import { keyHashOf } from '../reports/log-filter.js';
import { RepricingRequestDto } from './repricing.dto.js';

const LISTED = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Calls priced anew: asked for, looked at, approved; booked by the worker as adjustments, never by changing a call. */
@ApiTags('spend')
@Controller('spend/repricings')
export class RepricingsController {
  constructor(
    private readonly orders: OrderRepricing,
    private readonly store: RepricingStore,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Have it worked out what calls of a period would cost by the prices known now' })
  async ask(@Body() body: RepricingRequestDto, @CurrentActor() actor: Actor): Promise<RepricingView> {
    return repricingViewOf(await this.orders.ask(selectionOf(body), body.reason, actor, new Date()));
  }

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'The newest re-pricings' })
  async list(): Promise<RepricingView[]> {
    return (await this.store.newest(LISTED)).map(repricingViewOf);
  }

  @Get(':id')
  @Allow('admin-read')
  @ApiOperation({ summary: 'How far a re-pricing is, what it would change, and what it did change' })
  async one(@Param('id') id: string): Promise<RepricingView> {
    const repricing = UUID.test(id) ? await this.store.find(id) : null;
    if (repricing === null) throw new ApiError(NO_SUCH_REPRICING);
    return repricingViewOf(repricing);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Have it booked' })
  async approve(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<RepricingView> {
    if (!UUID.test(id)) throw new ApiError(NO_SUCH_REPRICING);
    return repricingViewOf(orThrow(await this.orders.decide(id, 'approved', actor, new Date())));
  }

  @Delete(':id')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Let it be: one that is not approved yet' })
  async withdraw(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<RepricingView> {
    if (!UUID.test(id)) throw new ApiError(NO_SUCH_REPRICING);
    return repricingViewOf(orThrow(await this.orders.decide(id, 'withdrawn', actor, new Date())));
  }
}

function selectionOf(body: RepricingRequestDto): RepricingSelection {
  const [from, to] = [parseInstant(body.from, 'from'), parseInstant(body.to, 'to')];
  if (to <= from)
    throw new ApiError({ class: 'BadRequestError', message: 'to must be after from.', param: 'to' });
  return {
    ...{ from: from.toISOString(), to: to.toISOString() },
    ...{ provider: body.provider || null, model: body.model || null, teamId: body.team_id || null },
    keyHash: body.api_key ? keyHashOf(body.api_key) : null,
    onlyUnpriced: body.only_unpriced === true,
  };
}
