import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FailsInShape } from '@tollgate/auth';
import { type RouterSettingsView } from '@tollgate/core';
import { ListSettings } from '../listing/list-settings.js';
import { routerSettingsView } from '../listing/router-settings-view.js';

/** Router settings for forms. Contract: management API §12. */
@ApiTags('settings')
@ApiBearerAuth()
@Controller('router')
@FailsInShape('B')
export class RouterSettingsController {
  constructor(private readonly settings: ListSettings) {}

  @Get('settings')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Router settings in effect, where they come from, and what each takes' })
  async inEffect(): Promise<RouterSettingsView> {
    return routerSettingsView(await this.settings.ofSection('router_settings'));
  }

  @Get('fields')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What each router setting takes' })
  async fields(): Promise<Omit<RouterSettingsView, 'current_values'>> {
    const { fields, routing_strategy_descriptions } = await this.inEffect();
    return { fields, routing_strategy_descriptions };
  }
}
