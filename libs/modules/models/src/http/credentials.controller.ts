import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, orThrow } from '@tollgate/auth';
import { type CredentialDone, type CredentialList, type CredentialView, type Failure } from '@tollgate/core';
import { ListCredentials } from '../credentials/list-credentials.js';
import { ChangeCredentials } from '../use-cases/change-credentials.js';
import { ChangedCredentialDto, NewCredentialDto } from './credential-requests.dto.js';

/** Named credentials of models; their secrets are never shown. Contract: management API §7.1. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('credentials')
export class CredentialsController {
  constructor(
    private readonly credentials: ListCredentials,
    private readonly changes: ChangeCredentials,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Add a credential, with values or with those of a model' })
  async create(@Body() body: NewCredentialDto, @CurrentActor() actor: Actor): Promise<CredentialDone> {
    const { credential_name: name, credential_values: values, credential_info: info, model_id: model } = body;
    if (Boolean(values) === Boolean(model))
      throw refused('credential_values', 'Send either credential_values or model_id.');
    const now = new Date();
    orThrow(
      model
        ? await this.changes.addFromModel(name, model, info, actor, now)
        : await this.changes.add(name, { values, info }, actor, now),
    );
    return done('created');
  }

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'All credentials, of the database and of the configuration file' })
  async list(): Promise<CredentialList> {
    return { success: true, credentials: await this.credentials.all() };
  }

  @Get('by_name/*name')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One credential' })
  async byName(@Param('name') name: string | string[]): Promise<CredentialView> {
    return orThrow(await this.credentials.byName(nameIn(name)));
  }

  @Get('by_model/:model_id')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What a model signs in with' })
  async byModel(@Param('model_id') id: string): Promise<CredentialView> {
    return orThrow(await this.credentials.byModel(id));
  }

  @Patch('*name')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the values the body holds; calls that begin later go by them' })
  async update(
    @Param('name') path: string | string[],
    @Body() body: ChangedCredentialDto,
    @CurrentActor() actor: Actor,
  ): Promise<CredentialDone> {
    const name = nameIn(path);
    const { credential_name: sent, credential_values: values, credential_info: info } = body;
    if (typeof sent === 'string' && sent !== name)
      throw refused('credential_name', 'credential_name cannot be changed, for models refer to it.');
    orThrow(await this.changes.update(name, { values, info }, actor, new Date()));
    return done('updated');
  }

  @Delete('*name')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete a credential that no model names' })
  async delete(
    @Param('name') name: string | string[],
    @CurrentActor() actor: Actor,
  ): Promise<CredentialDone> {
    orThrow(await this.changes.delete(nameIn(name), actor, new Date()));
    return done('deleted');
  }
}

/** Names may contain slashes, which cut a path into pieces. */
function nameIn(path: string | string[]): string {
  return Array.isArray(path) ? path.join('/') : path;
}

function done(act: string): CredentialDone {
  return { success: true, message: `Credential ${act} successfully` };
}

function refused(param: string, message: string): ApiError {
  const failure: Failure = { class: 'BadRequestError', type: 'bad_request_error', message, param };
  return new ApiError(failure);
}
