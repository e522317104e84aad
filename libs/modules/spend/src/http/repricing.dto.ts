import { Flag, Line, Required } from '@tollgate/auth';
import { KEY_LIMITS, type RepricingRequest } from '@tollgate/core';

/** Body of POST /spend/repricings. */
export class RepricingRequestDto implements RepricingRequest {
  @Required(40, 'First moment, ISO 8601; a day means its beginning, UTC.') from!: string;
  @Required(40, 'Not included.') to!: string;
  @Line(64, 'Only calls of this provider.') provider?: string | null;
  @Line(KEY_LIMITS.modelNameMax, 'Only calls of this model, by the name that was sent.') model?:
    string | null;
  @Line(KEY_LIMITS.idMax, 'Only calls of this team.') team_id?: string | null;
  @Line(256, 'Only calls of this key, or of the key with this hash.') api_key?: string | null;
  @Flag('Only calls without a known price.') only_unpriced?: boolean | null;
  @Required(500, 'Why, for the books.') reason!: string;
}
