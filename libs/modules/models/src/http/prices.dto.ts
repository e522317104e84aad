import { ApiOptionalFlag, JsonMap, Line, QueryFlag, Required } from '@tollgate/auth';
import { KEY_LIMITS } from '@tollgate/core';

const PROVIDER = 'Whose model it is, as `tollgate providers` names it.';
const MODEL = 'The name that is sent to the provider.';

/** Body of POST /spend/prices; core's `ModelPriceRequest`. */
export class ModelPriceDto {
  @Required(64, PROVIDER) provider!: string;
  @Required(KEY_LIMITS.modelNameMax, MODEL) model!: string;
  @JsonMap('USD per unit by the names of the configuration: input_cost_per_token, output_cost_per_token …')
  prices!: Record<string, number | string> | null;
  @Line(40, 'ISO 8601; now unless told.') valid_from?: string | null;
  @Line(40, 'ISO 8601, not included; until further notice unless told.') valid_to?: string | null;
  @Required(500, 'Where the prices are from: a contract, an invoice, a page.') origin!: string;
}

/** Query of GET /spend/prices. */
export class ListPricesDto {
  @Line(64, PROVIDER) provider?: string | null;
  @Line(KEY_LIMITS.modelNameMax, MODEL) model?: string | null;
  @ApiOptionalFlag('Also those that were withdrawn.') @QueryFlag() withdrawn?: boolean;
}

/** Query of GET /spend/prices/lookup. */
export class LookUpPriceDto {
  @Required(64, PROVIDER) provider!: string;
  @Required(KEY_LIMITS.modelNameMax, MODEL) model!: string;
  @Line(40, 'ISO 8601; now unless told.') at?: string | null;
}
