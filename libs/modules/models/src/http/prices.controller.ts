import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, orThrow } from '@tollgate/auth';
import { type ModelPriceView, type PriceLookup } from '@tollgate/core';
import { ModelPriceStore } from '../prices/model-price-store.js';
import { modelPriceViewOf } from '../prices/model-price-view.js';
import { readPrices } from '../prices/price-amounts.js';
import { PriceBook } from '../prices/price-book.js';
import { NO_SUCH_PRICE, PriceChange } from '../prices/price-change.js';
import { lookUpPrice } from '../prices/price-lookup.js';
import { ListPricesDto, LookUpPriceDto, ModelPriceDto } from './prices.dto.js';

const LISTED = 1_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** The price book: prices of models for a span of time, set by admins. They come before all others. */
@ApiTags('spend')
@ApiBearerAuth()
@Controller('spend/prices')
export class PricesController {
  constructor(
    private readonly store: ModelPriceStore,
    private readonly change: PriceChange,
  ) {}

  @Post()
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Set prices of a model; of several that hold at a time the newest counts' })
  async set(@Body() body: ModelPriceDto, @CurrentActor() actor: Actor): Promise<ModelPriceView> {
    const now = new Date();
    const wanted = {
      ...{ provider: body.provider, model: body.model, origin: body.origin },
      prices: orThrow(readPrices(body.prices ?? {})),
      validFrom: instant(body.valid_from, 'valid_from') ?? now,
      validTo: instant(body.valid_to, 'valid_to'),
    };
    return modelPriceViewOf(orThrow(await this.change.set(wanted, actor, now)));
  }

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'Prices that were set, the newest first' })
  async list(@Query() { provider, model, withdrawn }: ListPricesDto): Promise<ModelPriceView[]> {
    const prices = await this.store.list({
      ...{ provider: provider ?? undefined, model: model ?? undefined },
      ...{ withdrawn: withdrawn === true, limit: LISTED },
    });
    return prices.map(modelPriceViewOf);
  }

  @Get('lookup')
  @Allow('admin-read')
  @ApiOperation({
    summary: 'What calls of a model are charged by at a time: an own price, else the published',
  })
  async lookUp(@Query() { provider, model, at }: LookUpPriceDto): Promise<PriceLookup> {
    const book = new PriceBook(await this.store.inForce());
    return lookUpPrice(book, provider, model, instant(at, 'at') ?? new Date());
  }

  @Delete(':id')
  @Allow('proxy_admin')
  @ApiOperation({
    summary: 'Withdraw a price: calls from now on are charged by others; it stays in the list',
  })
  async withdraw(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ModelPriceView> {
    if (!UUID.test(id)) throw new ApiError(NO_SUCH_PRICE);
    return modelPriceViewOf(orThrow(await this.change.withdraw(id, actor, new Date())));
  }
}

/** A day stands for its first moment, UTC; null for none. */
function instant(text: string | null | undefined, param: string): Date | null {
  if (text === null || text === undefined || text === '') return null;
  const read = INSTANT.test(text) ? new Date(text) : null;
  if (read !== null && !Number.isNaN(read.getTime())) return read;
  const message = `${param} must be a day or a time with its offset, such as 2026-10-01T00:00:00Z.`;
  throw new ApiError({ class: 'BadRequestError', message, param });
}
