import { All, Controller, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, ApiError, FailsInShape } from '@tollgate/auth';

/** Routes of the API we are compatible with that are not built yet; docs/compatibility.md lists them. */
export const UNBUILT_ROUTES = [
  ...['team/key/bulk_update'],
  ...['team/:team_id/callback', 'team/:team_id/disable_logging'],
  ...['onboarding/get_token'],
  ...['tag/summary'],
  ...['access_group/*rest'],
  ...['jwt/key/mapping/*rest'],
] as const;

/** Says 501 where a client expects a route, rather than a 404 that looks like a typing error. */
@ApiExcludeController()
@Controller()
export class UnbuiltRoutesController {
  @All([...UNBUILT_ROUTES])
  @Allow('self-key')
  @FailsInShape('B')
  notBuilt(): never {
    throw new ApiError({
      class: 'NotImplementedError',
      message: 'This route is not built yet. docs/compatibility.md lists what works.',
      param: null,
    });
  }
}

/** Imported last: what is built comes first. */
@Module({ controllers: [UnbuiltRoutesController] })
export class UnbuiltRoutesModule {}
