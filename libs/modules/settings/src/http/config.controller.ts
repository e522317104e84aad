import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import {
  type Failure,
  INACTIVE_FIELDS_HEADER,
  isJsonObject,
  type SettingsSectionName,
  type SettingView,
  type StoredSectionView,
} from '@tollgate/core';
import { type Request, type Response } from 'express';
import { inactiveOf } from '../domain/inactive-settings.js';
import { withSecretsHidden } from '@tollgate/config';
import { isStoredSection, type SettingChange } from '../domain/stored-setting.js';
import { ListSettings } from '../listing/list-settings.js';
import { SettingsInForce } from '../live/settings-in-force.js';
import { ChangeSettings } from '../use-cases/change-settings.js';
import { UpdateConfig } from '../use-cases/update-config.js';
import { ConfigUpdateDto, FieldQueryDto, FieldUpdateDto, SectionQueryDto } from './config-requests.dto.js';

const ELSEWHERE: Readonly<Record<string, string>> = {
  model_list: 'add models by POST /model/new',
  credential_list: 'add credentials by POST /credentials',
};

/** Settings at run time: what is in effect, from where, and changes without a restart. Contract: management API §12. */
@ApiTags('settings')
@ApiBearerAuth()
@Controller('config')
@FailsInShape('B')
export class ConfigController {
  constructor(
    private readonly list: ListSettings,
    private readonly updates: UpdateConfig,
    private readonly changes: ChangeSettings,
    private readonly inForce: SettingsInForce,
  ) {}

  @Post('update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change settings; calls that begin later go by them in every process' })
  async update(
    @Body() body: ConfigUpdateDto,
    @Req() request: Request,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ message: string }> {
    refuseForeignSections(request.body);
    const changes = orThrow(await this.updates.run(body, actor, new Date()));
    flagInactive(changes, response);
    return { message: 'Config updated successfully' };
  }

  @Get('list')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Settings of a section, with their values in effect and where they come from' })
  ofSection(@Query() { config_type: section }: SectionQueryDto): Promise<SettingView[]> {
    return this.list.ofSection(section ?? 'general_settings');
  }

  @Get('field/info')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One setting' })
  async info(@Query() { field_name: name, config_type }: FieldQueryDto): Promise<SettingView> {
    const section = config_type ?? 'general_settings';
    return (await this.list.one(section, name)) ?? unknown(section, name);
  }

  @Post('field/update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change one setting' })
  async set(
    @Body() { field_name: name, field_value: value, config_type }: FieldUpdateDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StoredSectionView> {
    if (value === undefined || value === null)
      throw new ApiError(
        refusal('field_value', 'field_value is required; to take it away, delete the field.'),
      );
    const change = { section: config_type ?? 'general_settings', name, value } as const;
    orThrow(await this.changes.apply([change], actor, new Date()));
    flagInactive([change], response);
    return this.stored(change.section);
  }

  @Post('field/delete')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: "Take a stored setting away, so that the configuration file's stands again" })
  async remove(
    @Body() { field_name: name, config_type }: FieldQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<StoredSectionView> {
    const section = config_type ?? 'general_settings';
    orThrow(await this.updates.takeAway(section, name, actor, new Date()));
    return this.stored(section);
  }

  private stored(section: SettingsSectionName): StoredSectionView {
    const shown = withSecretsHidden('', this.inForce.current.stored[section]);
    return { param_name: section, param_value: isJsonObject(shown) ? shown : {} };
  }
}

/** Nothing is dropped in silence: what is no section of settings is named. */
function refuseForeignSections(body: unknown): void {
  const foreign = Object.keys(isJsonObject(body) ? body : {}).find((name) => !isStoredSection(name));
  if (foreign === undefined) return;
  const name = foreign.slice(0, 100);
  const hint = ELSEWHERE[foreign] ?? 'set it in the configuration file';
  throw new ApiError(refusal(name, `${name} cannot be changed here: ${hint}.`));
}

function flagInactive(changes: readonly SettingChange[], response: Response): void {
  const inactive = inactiveOf(changes);
  if (inactive.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, inactive.join(','));
}

function unknown(section: string, name: string): never {
  throw new ApiError({
    class: 'NotFoundError',
    message: `${section} has no setting ${name}.`,
    param: 'field_name',
  });
}

function refusal(param: string, message: string): Failure {
  return { class: 'BadRequestError', type: 'bad_request_error', message, param };
}
