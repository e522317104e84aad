import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller, orThrow } from '@tollgate/auth';
import { type ModelGroup, type ModelInfo } from '@tollgate/core';
import { ListModels } from '../listing/list-models.js';
import { type ModelPage, pageModels } from '../listing/page-models.js';
import { ModelGroupQueryDto, ModelInfoQueryDto, ModelPageQueryDto } from './model-queries.dto.js';

/** Deployments and groups, as far as the caller's key may use them. Contract: management API §7. */
@ApiTags('models')
@ApiBearerAuth()
@Controller()
export class ModelsController {
  constructor(private readonly models: ListModels) {}

  @Get(['model/info', 'v1/model/info'])
  @Allow('self-key')
  @ApiOperation({ summary: 'Deployments; with an id, a list of one' })
  async info(
    @Query() query: ModelInfoQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<{ data: readonly ModelInfo[] }> {
    return { data: orThrow(await this.models.deployments(caller, query.litellm_model_id ?? null)) };
  }

  @Get('v2/model/info')
  @Allow('self-key')
  @ApiOperation({ summary: 'Deployments by page, searched and sorted' })
  async page(@Query() query: ModelPageQueryDto, @CurrentCaller() caller: Caller): Promise<ModelPage> {
    const models = orThrow(await this.models.deployments(caller, query.modelId ?? null));
    const named =
      query.model === undefined ? models : models.filter((model) => model.model_name === query.model);
    return pageModels(named, {
      search: query.search ?? null,
      sortBy: query.sortBy ?? null,
      descending: query.sortOrder === 'desc',
      page: query.page ?? 1,
      size: query.size ?? 50,
    });
  }

  @Get('model_group/info')
  @Allow('self-key')
  @ApiOperation({ summary: 'Public names with what is behind them' })
  async groups(
    @Query() query: ModelGroupQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<{ data: readonly ModelGroup[] }> {
    return { data: orThrow(await this.models.groups(caller, query.model_group ?? null)) };
  }
}
