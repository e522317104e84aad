import { factsOfProvider } from '@tollgate/llm';
import { type ExportRow, type ExportValue } from '../export-columns.js';
import { FOCUS_COLUMNS } from './focus-columns.js';

/** Calls of one day, owner, model and set of tags, as the ledger sums them. */
export interface FocusCharge {
  readonly start: Date;
  readonly end: Date;
  readonly billingStart: Date;
  readonly billingEnd: Date;
  readonly provider: string | null;
  readonly model: string;
  readonly model_group: string | null;
  readonly team_id: string | null;
  readonly team_alias: string | null;
  readonly key_hash: string;
  readonly key_alias: string | null;
  readonly user_id: string | null;
  readonly organization_id: string | null;
  readonly end_user_id: string | null;
  readonly tags: readonly string[];
  /** Did its calls use tokens? Pictures, audio by the second and refused calls did not. */
  readonly metered: boolean;
  readonly priced: boolean;
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Pico-USD, decimal text. */
  readonly spend: string;
}

/** What the gateway refused or answered by itself had no provider: it is the gateway's own. */
const OURSELVES = 'Tollgate';

/** A charge as values in the order of `FOCUS_COLUMNS`. */
export function toFocusRow(charge: FocusCharge): ExportRow {
  const values: Readonly<Record<string, ExportValue>> = {
    ...whenAndWho(charge),
    ...whatAndHowMuch(charge),
    x_Calls: charge.calls,
    x_CustomerId: charge.end_user_id,
    x_InputTokens: charge.input_tokens,
    x_KeyAlias: charge.key_alias,
    x_KeyHash: charge.key_hash,
    x_ModelGroup: charge.model_group,
    x_OrganizationId: charge.organization_id,
    x_OutputTokens: charge.output_tokens,
    x_UnpricedCalls: charge.priced ? 0 : charge.calls,
    x_UserId: charge.user_id,
  };
  return FOCUS_COLUMNS.map(({ name }) => values[name] ?? null);
}

function whenAndWho(charge: FocusCharge): Record<string, ExportValue> {
  const provider = providerName(charge.provider);
  return {
    BillingAccountId: charge.provider ?? OURSELVES.toLowerCase(),
    BillingAccountName: provider,
    BillingCurrency: 'USD',
    BillingPeriodEnd: charge.billingEnd,
    BillingPeriodStart: charge.billingStart,
    ChargePeriodEnd: charge.end,
    ChargePeriodStart: charge.start,
    InvoiceIssuerName: provider,
    ProviderName: provider,
    PublisherName: provider,
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: provider,
    ServiceSubcategory: 'Generative AI',
    SubAccountId: charge.team_id,
    SubAccountName: charge.team_id === null ? null : charge.team_alias,
    SubAccountType: charge.team_id === null ? null : 'Team',
  };
}

function whatAndHowMuch(charge: FocusCharge): Record<string, ExportValue> {
  const spend = BigInt(charge.spend);
  const quantity = charge.metered ? charge.input_tokens + charge.output_tokens : charge.calls;
  const unit = charge.metered ? 'Tokens' : 'Requests';
  return {
    // All four costs are one: discounts and margins are part of the price that the ledger reckons with.
    ...{ BilledCost: spend, ContractedCost: spend, EffectiveCost: spend, ListCost: spend },
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: descriptionOf(charge),
    ChargeFrequency: 'Usage-Based',
    ...{ ConsumedQuantity: String(quantity), ConsumedUnit: unit },
    ...{ PricingCategory: 'Standard', PricingQuantity: String(quantity), PricingUnit: unit },
    ResourceId: charge.model,
    // FOCUS wants no name that only repeats the id.
    ResourceName: charge.model_group === charge.model ? null : charge.model_group,
    ResourceType: 'Model',
    Tags: tagsOf(charge.tags),
  };
}

/** `12 calls of gpt-4o-mini`; an unknown price is said in words, for the cost beside it is 0. */
function descriptionOf({ calls, model, priced }: FocusCharge): string {
  const what = `${calls} ${calls === 1 ? 'call' : 'calls'} of ${model}`;
  return priced ? what : `${what}, price unknown: the cost is not in this row`;
}

/** Key-Value Format: our tags have no values, and such a key has the value true. */
function tagsOf(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : JSON.stringify(Object.fromEntries(tags.map((tag) => [tag, true])));
}

function providerName(provider: string | null): string {
  return provider === null ? OURSELVES : (factsOfProvider(provider)?.label ?? provider);
}
