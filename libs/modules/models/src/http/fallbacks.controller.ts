import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { type FallbackType, type FallbackView } from '@tollgate/core';
import { ChangeFallbacks } from '../use-cases/change-fallbacks.js';
import { FallbackDto, FallbackQueryDto } from './fallback-requests.dto.js';

/** What is tried when all of a model fails, model by model. Contract: management API §6.5. */
@ApiTags('settings')
@ApiBearerAuth()
@Controller('fallback')
@FailsInShape('B')
export class FallbacksController {
  constructor(private readonly fallbacks: ChangeFallbacks) {}

  @Post()
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Say what is tried when a model fails' })
  async set(
    @Body() { model, fallback_models, fallback_type }: FallbackDto,
    @CurrentActor() actor: Actor,
  ): Promise<FallbackView & { message: string }> {
    const view = { model, fallback_models, fallback_type: typeOf(fallback_type) };
    orThrow(await this.fallbacks.set(view, actor, new Date()));
    return { ...view, message: 'Fallback configured successfully' };
  }

  @Get(':model')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What is tried when a model fails' })
  info(@Param('model') model: string, @Query() { fallback_type }: FallbackQueryDto): FallbackView {
    return orThrow(this.fallbacks.find(model, typeOf(fallback_type)));
  }

  @Delete(':model')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Take the fallbacks of a model away' })
  async delete(
    @Param('model') model: string,
    @Query() { fallback_type }: FallbackQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<{ model: string; fallback_type: FallbackType; message: string }> {
    const type = typeOf(fallback_type);
    orThrow(await this.fallbacks.delete(model, type, actor, new Date()));
    return { model, fallback_type: type, message: 'Fallback deleted successfully' };
  }
}

function typeOf(given: FallbackType | null | undefined): FallbackType {
  return given ?? 'general';
}
