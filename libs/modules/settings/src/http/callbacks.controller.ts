import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FailsInShape } from '@tollgate/auth';
import { type CallbacksView } from '@tollgate/core';
import { ListSettings } from '../listing/list-settings.js';
import { routerSettingsView } from '../listing/router-settings-view.js';
import { SettingsInForce } from '../live/settings-in-force.js';

/** Integrations that the configuration names; none of them is called yet. Contract: management API §12. */
@ApiTags('settings')
@ApiBearerAuth()
@Controller()
@FailsInShape('B')
export class CallbacksController {
  constructor(
    private readonly settings: ListSettings,
    private readonly inForce: SettingsInForce,
  ) {}

  @Get('get/config/callbacks')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Integrations and router settings, as the settings page asks for them' })
  async all(): Promise<CallbacksView> {
    const { stored } = this.inForce.current;
    const { success, failure, both } = this.named();
    const { current_values } = routerSettingsView(await this.settings.ofSection('router_settings'));
    const callback = (type: string) => (name: string) => ({ name, variables: {}, type });
    return {
      status: 'success',
      callbacks: [
        ...success.map(callback('success')),
        ...failure.map(callback('failure')),
        ...both.map(callback('success_and_failure')),
      ],
      alerts: [],
      router_settings: current_values,
      available_callbacks: {},
      environment_variables: Object.keys(stored.environment_variables),
    };
  }

  @Get('callbacks/list')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Names of integrations by what they are told of' })
  list(): { success: string[]; failure: string[]; success_and_failure: string[] } {
    const { success, failure, both } = this.named();
    return { success, failure, success_and_failure: both };
  }

  private named(): { success: string[]; failure: string[]; both: string[] } {
    const { success_callback, failure_callback, callbacks } =
      this.inForce.current.config.litellm_settings ?? {};
    return {
      success: [...(success_callback ?? [])],
      failure: [...(failure_callback ?? [])],
      both: [...(callbacks ?? [])],
    };
  }
}
