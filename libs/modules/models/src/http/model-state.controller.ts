import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError } from '@tollgate/auth';
import { type ModelStateList, type RoutePlanView } from '@tollgate/core';
import { RoutingTableStore } from '../routing-table-store.js';
import { modelStates, routePlanView } from '../state/model-states.js';
import { RouteQueryDto } from './model-state.dto.js';

/** How deployments do at the moment, and where a call would go. Both tell of the process that answers. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('model')
export class ModelStateController {
  constructor(private readonly tables: RoutingTableStore) {}

  @Get('state')
  @Allow('admin-read')
  @ApiOperation({ summary: 'How each deployment does: cooldown, limits, calls on the way' })
  state(): ModelStateList {
    return { data: modelStates(this.tables, Date.now()) };
  }

  @Get('route')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Who would be tried for a call, in which order, and who would not, and why' })
  route(@Query() { model, tags = [], stream }: RouteQueryDto): RoutePlanView {
    const plan = routePlanView(this.tables, { model, tags, stream: stream === 'true' }, Date.now());
    if (plan) return plan;
    throw new ApiError({
      class: 'NotFoundError',
      message: `No model is called ${JSON.stringify(model)}.`,
      param: 'model',
    });
  }
}
