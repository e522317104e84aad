import { Controller, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError } from '@tollgate/auth';

/** Changes of models at run time: known routes, not built yet, and they say so. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('model')
export class ModelChangesController {
  @Post(['new', 'update', 'delete', 'block', 'unblock'])
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Not built yet: answers 501' })
  change(): never {
    return notBuilt();
  }

  @Patch(':id/update')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Not built yet: answers 501' })
  update(): never {
    return notBuilt();
  }
}

function notBuilt(): never {
  throw new ApiError({
    class: 'NotImplementedError',
    message:
      'Models cannot be changed at run time yet. Change model_list in the configuration file and restart.',
    param: null,
  });
}
