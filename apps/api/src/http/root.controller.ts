import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuthSettings, Public } from '@tollgate/auth';
import { type Request, type Response } from 'express';

/** `/`: browsers go to the dashboard, programs learn what this is. */
@ApiExcludeController()
@Controller()
export class RootController {
  constructor(private readonly settings: AuthSettings) {}

  @Get()
  @Public()
  root(@Req() request: Request, @Res() response: Response): void {
    const { rootPath, version } = this.settings;
    if (request.accepts(['json', 'html']) === 'html') response.redirect(302, `${rootPath}/ui/`);
    else response.json({ name: 'Tollgate', version, dashboard: `${rootPath}/ui/`, docs: `${rootPath}/docs` });
  }
}
