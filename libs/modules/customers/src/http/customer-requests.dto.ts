import { Dollars, Flag, Line, OneOf, Required, RequiredLines } from '@tollgate/auth';
import {
  type CustomerFields,
  type CustomerIds,
  KEY_LIMITS,
  MODEL_REGIONS,
  type ModelRegion,
  type NewCustomerRequest,
  type UpdateCustomerRequest,
} from '@tollgate/core';
import { SpenderFieldsDto } from '@tollgate/organizations';
import { ArrayMinSize } from 'class-validator';

/** Ids come with calls, and are longer than those an admin gives. */
const ID_MAX = 256;
const IDS = { items: 1_000, length: ID_MAX };
const STORED = 'Stored; without effect yet.';

class CustomerFieldsDto extends SpenderFieldsDto implements CustomerFields {
  @Line(KEY_LIMITS.aliasMax, 'A name for people.') alias?: string | null;
  @Flag('Refuse calls that name the customer.') blocked?: boolean | null;
  @Line(KEY_LIMITS.idMax, 'The budget to borrow limits from; not together with max_budget.')
  budget_id?: string | null;
  @OneOf(MODEL_REGIONS, 'Where calls may be answered, when `enable_pre_call_checks` is set.')
  allowed_model_region?: ModelRegion | null;
  @Line(KEY_LIMITS.modelNameMax, STORED) default_model?: string | null;
}

export class NewCustomerDto extends CustomerFieldsDto implements NewCustomerRequest {
  @Required(ID_MAX, 'The id calls name the customer by.') user_id!: string;
  @Dollars('US dollars that count as spent already.') spend?: number | null;
}

export class UpdateCustomerDto extends CustomerFieldsDto implements UpdateCustomerRequest {
  @Required(ID_MAX, 'Which customer.') user_id!: string;
}

export class CustomerIdsDto implements CustomerIds {
  @ArrayMinSize(1)
  @RequiredLines(IDS, 'Which customers.')
  user_ids!: string[];
}

export class CustomerQueryDto {
  @Required(ID_MAX, 'Which customer.') end_user_id!: string;
}
