import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, orThrow } from '@tollgate/auth';
import { type ProxyModelView } from '@tollgate/core';
import { AddModel } from '../use-cases/add-model.js';
import { DeleteModel } from '../use-cases/delete-model.js';
import { UpdateModel } from '../use-cases/update-model.js';
import { type ModelFields } from '../domain/model-fields.js';
import {
  BlockedModelDto,
  ChangedModelDto,
  ModelIdDto,
  NewModelDto,
  UpdateModelDto,
} from './model-requests.dto.js';
import { modelRowViewOf } from './model-row-view.js';

/** Changes of models at run time; what they answer is in force in every process within a second. Contract: management API §7. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('model')
export class ModelChangesController {
  constructor(
    private readonly add: AddModel,
    private readonly update: UpdateModel,
    private readonly remove: DeleteModel,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Add a model; with model_info.team_id, for one team alone' })
  async create(@Body() body: NewModelDto, @CurrentActor() actor: Actor): Promise<ProxyModelView> {
    return modelRowViewOf(orThrow(await this.add.run(fieldsOf(body), actor, new Date())));
  }

  @Post('update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Change the members the body holds; null takes one away' })
  async change(@Body() body: UpdateModelDto, @CurrentActor() actor: Actor): Promise<ProxyModelView> {
    const id = body.model_id ?? body.model_info?.['id'];
    if (typeof id !== 'string') throw idMissing();
    return modelRowViewOf(orThrow(await this.update.run(id, fieldsOf(body), actor, new Date())));
  }

  @Patch(':id/update')
  @Allow('self-managed')
  @ApiOperation({ summary: 'The same, with the id in the path' })
  async patch(
    @Param('id') id: string,
    @Body() body: ChangedModelDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProxyModelView> {
    return modelRowViewOf(orThrow(await this.update.run(id, fieldsOf(body), actor, new Date())));
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Take a model away; calls that run already end as they began' })
  async delete(@Body() { id }: ModelIdDto, @CurrentActor() actor: Actor): Promise<{ message: string }> {
    orThrow(await this.remove.run(id, actor, new Date()));
    return { message: `Model: ${id} deleted successfully` };
  }

  @Post('block')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Pause a model: it gets no calls' })
  async block(@Body() body: BlockedModelDto, @CurrentActor() actor: Actor): Promise<ProxyModelView> {
    return modelRowViewOf(
      orThrow(await this.update.run(body.model_id, { blocked: true }, actor, new Date())),
    );
  }

  @Post('unblock')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Resume a paused model' })
  async unblock(@Body() body: BlockedModelDto, @CurrentActor() actor: Actor): Promise<ProxyModelView> {
    return modelRowViewOf(
      orThrow(await this.update.run(body.model_id, { blocked: false }, actor, new Date())),
    );
  }
}

function fieldsOf({ model_name, litellm_params, model_info, blocked }: ChangedModelDto): ModelFields {
  return { modelName: model_name, litellmParams: litellm_params, modelInfo: model_info, blocked };
}

function idMissing(): ApiError {
  return new ApiError({
    class: 'BadRequestError',
    type: 'bad_request_error',
    message: 'model_info.id is required: it says which model.',
    param: 'model_info.id',
  });
}
