import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  type Caller,
  CurrentActor,
  CurrentCaller,
  FailsInShape,
  orThrow,
} from '@tollgate/auth';
import {
  type ConnectionTest,
  type HealthHistory,
  type HealthReport,
  type LatestHealth,
} from '@tollgate/core';
import { HealthCheckStore } from '../health/health-check-store.js';
import { healthCheckView } from '../health/health-views.js';
import { ReportHealth } from '../health/report-health.js';
import { TestConnection } from '../health/test-connection.js';
import { ConnectionTestDto, HealthHistoryQueryDto, HealthQueryDto } from './health-requests.dto.js';

const LIMIT = 100;

/** Do the models answer? Contract: management API §12. */
@ApiTags('health')
@ApiBearerAuth()
@Controller('health')
@FailsInShape('B')
export class ModelHealthController {
  constructor(
    private readonly reports: ReportHealth,
    private readonly store: HealthCheckStore,
    private readonly connections: TestConnection,
  ) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'Deployments that answer, and those that do not' })
  async report(
    @Query() { model, model_id }: HealthQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<HealthReport> {
    const question = { model: model ?? null, modelId: model_id ?? null };
    return orThrow(await this.reports.report(question, caller));
  }

  @Get('latest')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What was found last about each deployment' })
  latest(): Promise<LatestHealth> {
    return this.reports.latest();
  }

  @Get('history')
  @Allow('admin-read')
  @ApiOperation({ summary: 'What was found, the newest first; kept for thirty days' })
  async history(@Query() query: HealthHistoryQueryDto): Promise<HealthHistory> {
    const { model = null, status_filter: status = null, limit = LIMIT, offset = 0 } = query;
    const [checks, total] = await this.store.history({ model, status, limit, offset });
    return { health_checks: checks.map(healthCheckView), total_records: total, limit, offset };
  }

  @Post('test_connection')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Call a model that is not stored yet, once' })
  async test(@Body() body: ConnectionTestDto, @CurrentActor() actor: Actor): Promise<ConnectionTest> {
    const { litellm_params: litellmParams, model_info: modelInfo = null, mode = null } = body;
    return orThrow(await this.connections.run({ litellmParams, modelInfo, mode }, actor, new Date()));
  }
}
