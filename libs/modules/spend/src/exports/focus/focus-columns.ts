import { count, type ExportColumn, text } from '../export-columns.js';

const required = (name: string): ExportColumn => ({ ...text(name), nullable: false });
const second = (name: string): ExportColumn => ({ name, kind: 'second', nullable: false });
const cost = (name: string): ExportColumn => ({ name, kind: 'usd', nullable: false });
const quantity = (name: string): ExportColumn => ({ name, kind: 'decimal', nullable: false });

/**
 * Columns of FOCUS 1.2, "Cost and Usage": the 21 mandatory ones, the recommended ones that a gateway can fill, and the
 * conditional ones whose condition holds here, by name; then our own, which the specification wants to begin with `x_`.
 * Left out, for no condition of theirs holds: commitment discounts, capacity reservations, regions, zones, and unit prices
 * with their SKUs (one row sums tokens of several prices; prices are not published by the gateway). The number of the
 * provider's invoice is not known here.
 */
export const FOCUS_COLUMNS: readonly ExportColumn[] = [
  cost('BilledCost'),
  required('BillingAccountId'),
  text('BillingAccountName'),
  required('BillingCurrency'),
  second('BillingPeriodEnd'),
  second('BillingPeriodStart'),
  required('ChargeCategory'),
  text('ChargeClass'),
  text('ChargeDescription'),
  required('ChargeFrequency'),
  second('ChargePeriodEnd'),
  second('ChargePeriodStart'),
  quantity('ConsumedQuantity'),
  required('ConsumedUnit'),
  cost('ContractedCost'),
  cost('EffectiveCost'),
  required('InvoiceIssuerName'),
  cost('ListCost'),
  required('PricingCategory'),
  quantity('PricingQuantity'),
  required('PricingUnit'),
  required('ProviderName'),
  required('PublisherName'),
  text('ResourceId'),
  text('ResourceName'),
  text('ResourceType'),
  required('ServiceCategory'),
  required('ServiceName'),
  required('ServiceSubcategory'),
  text('SubAccountId'),
  text('SubAccountName'),
  text('SubAccountType'),
  text('Tags'),
  count('x_Calls'),
  text('x_CustomerId'),
  count('x_InputTokens'),
  text('x_KeyAlias'),
  required('x_KeyHash'),
  text('x_ModelGroup'),
  text('x_OrganizationId'),
  count('x_OutputTokens'),
  count('x_UnpricedCalls'),
  text('x_UserId'),
];
