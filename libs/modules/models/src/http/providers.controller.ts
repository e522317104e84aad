import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tollgate/auth';
import { type ProviderForm } from '@tollgate/core';
import { providerForms } from '../providers/provider-form.js';

/** What providers there are and what a model of each needs. Nothing of this installation is in it. */
@ApiTags('models')
@Controller('public/providers')
export class ProvidersController {
  /** The registry does not change while the process runs. */
  readonly #forms = providerForms();

  @Get()
  @Public()
  @ApiOperation({ summary: 'Prefixes of the providers that are served' })
  list(): readonly string[] {
    return this.#forms.map(({ provider }) => provider);
  }

  @Get('fields')
  @Public()
  @ApiOperation({ summary: 'What a model of each provider needs' })
  fields(): readonly ProviderForm[] {
    return this.#forms;
  }
}
