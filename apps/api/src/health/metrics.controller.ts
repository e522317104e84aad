import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CallerReader, Public } from '@tollgate/auth';
import { type Request, type Response } from 'express';

/** What Prometheus reads; the application binds the telemetry to it. */
export abstract class MetricsText {
  abstract readonly contentType: string;
  /** `litellm_settings.require_auth_for_metrics_endpoint` is not false. */
  abstract readonly needsKey: boolean;
  abstract text(): Promise<string>;
}

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsText,
    private readonly callers: CallerReader,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Metrics in the Prometheus text format; needs a key unless the configuration says otherwise',
  })
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (this.metrics.needsKey) await this.callers.read(request);
    const text = await this.metrics.text();
    response.setHeader('content-type', this.metrics.contentType);
    response.setHeader('cache-control', 'no-store');
    response.send(text);
  }
}
