import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AuthSettings, Public } from '@tollgate/auth';
import { type Response } from 'express';
import { Readiness } from './readiness.js';

/** Probes for supervisors and load balancers. Contract: management API §12. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly settings: AuthSettings,
  ) {}

  @Get('liveliness')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Does the process run? "I\'m alive!"' })
  liveliness(@Res() response: Response): void {
    this.alive(response);
  }

  @Get('liveness')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The same by its other name' })
  liveness(@Res() response: Response): void {
    this.alive(response);
  }

  @Get('readiness')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Can it do all its work? 503 while the database is away' })
  async ready(@Res() response: Response): Promise<void> {
    const { status, body } = await this.state();
    response.status(status).json(body);
  }

  @Get('readiness/details')
  @Allow('self-key')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Readiness with the version, for callers with a key' })
  async details(@Res() response: Response): Promise<void> {
    const { status, body } = await this.state();
    response.status(status).json({ ...body, version: this.settings.version });
  }

  private alive(response: Response): void {
    if (this.readiness.isDraining) response.status(503).json({ status: 'shutting_down' });
    else response.status(200).json("I'm alive!");
  }

  private async state(): Promise<{ status: number; body: { status: string; db: string } }> {
    const connected = await this.readiness.isDatabaseConnected();
    const db = connected ? 'connected' : 'Not connected';
    if (this.readiness.isDraining) return { status: 503, body: { status: 'shutting_down', db } };
    return connected
      ? { status: 200, body: { status: 'healthy', db } }
      : { status: 503, body: { status: 'unhealthy', db } };
  }
}
