/**
 * What FOCUS 1.2 ("Cost and Usage", columns and attributes) asks of a data set that only holds usage, as checks with names.
 * Written from the specification's texts, knowing nothing of the code that writes the files.
 */

/** A row of a CSV file as text; an empty field is null. */
export type FocusRow = Readonly<Record<string, string | null>>;

export interface FocusRule {
  readonly name: string;
  /** Is the row as the specification wants it? */
  readonly holds: (row: FocusRow) => boolean;
}

const MANDATORY = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd'],
  ...['BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd'],
  ...['ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost'],
  ...['PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];

const NEVER_NULL = [
  ...['BilledCost', 'BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart'],
  ...['ChargeCategory', 'ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost', 'EffectiveCost'],
  ...['InvoiceIssuerName', 'ListCost', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];

const DECIMALS = [
  ...['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost', 'PricingQuantity', 'ConsumedQuantity'],
];

const INSTANTS = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'];

/** Allowed values; '' stands for null. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['', 'Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  PricingCategory: ['Standard', 'Dynamic', 'Committed', 'Other'],
  ServiceCategory: [
    ...['AI and Machine Learning', 'Analytics', 'Business Applications', 'Compute', 'Databases'],
    ...['Developer Tools', 'Identity', 'Integration', 'Internet of Things', 'Management and Governance'],
    ...['Media', 'Migration', 'Mobile', 'Multicloud', 'Networking', 'Security', 'Storage', 'Web', 'Other'],
  ],
};

/** Subcategories of the one category that a gateway's charges are in. */
const AI_SUBCATEGORIES = [
  ...['Bots', 'Generative AI', 'Machine Learning', 'Natural Language Processing'],
  'Other (AI and Machine Learning)',
];

const isNull = (value: string | null | undefined) => value === null || value === undefined || value === '';
const given = (row: FocusRow, name: string) => row[name] ?? '';
const goTogether = (row: FocusRow, first: string, second: string) =>
  !isNull(row[first]) || isNull(row[second]);

export const FOCUS_RULES: readonly FocusRule[] = [
  {
    name: 'mandatory columns are present',
    holds: (row) => MANDATORY.every((name) => name in row),
  },
  {
    name: 'column names are PascalCase, custom ones begin with x_',
    holds: (row) => Object.keys(row).every((name) => /^(x_)?([A-Z][a-z0-9]+)+$/.test(name)),
  },
  ...NEVER_NULL.map((name) => ({
    name: `${name} is not null`,
    holds: (row: FocusRow) => !isNull(row[name]),
  })),
  ...Object.entries(ALLOWED).map(([name, values]) => ({
    name: `${name} is one of its allowed values`,
    holds: (row: FocusRow) => values.includes(given(row, name)),
  })),
  ...DECIMALS.map((name) => ({
    name: `${name} is in Numeric Format`,
    holds: (row: FocusRow) => isNull(row[name]) || /^-?\d+(\.\d+)?([Ee][+-]?\d+)?$/.test(given(row, name)),
  })),
  ...INSTANTS.map((name) => ({
    name: `${name} is in Date/Time Format, UTC`,
    holds: (row: FocusRow) =>
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(given(row, name)) &&
      !Number.isNaN(Date.parse(given(row, name))),
  })),
  {
    name: 'ServiceSubcategory is one of its category',
    holds: (row) => AI_SUBCATEGORIES.includes(given(row, 'ServiceSubcategory')),
  },
  {
    name: 'BillingCurrency is in Currency Format',
    holds: (row) => /^[A-Z]{3}$/.test(given(row, 'BillingCurrency')),
  },
  {
    name: 'ChargePeriodStart is before ChargePeriodEnd',
    holds: (row) => given(row, 'ChargePeriodStart') < given(row, 'ChargePeriodEnd'),
  },
  {
    name: 'the charge period is within the billing period',
    holds: (row) =>
      given(row, 'BillingPeriodStart') <= given(row, 'ChargePeriodStart') &&
      given(row, 'ChargePeriodEnd') <= given(row, 'BillingPeriodEnd'),
  },
  {
    name: 'PricingQuantity and PricingUnit are not null for usage',
    holds: (row) => !isNull(row['PricingQuantity']) && !isNull(row['PricingUnit']),
  },
  {
    name: 'ConsumedQuantity is positive and has a unit for usage',
    holds: (row) => Number(given(row, 'ConsumedQuantity')) > 0 && !isNull(row['ConsumedUnit']),
  },
  {
    name: 'units are in Unit Format',
    holds: (row) =>
      [row['PricingUnit'], row['ConsumedUnit']].every((unit) =>
        /^(\d+ )?[A-Z][A-Za-z]*s(-[A-Z][A-Za-z]*s)?$/.test(unit ?? ''),
      ),
  },
  {
    name: 'SubAccountName is null without SubAccountId',
    holds: (row) => goTogether(row, 'SubAccountId', 'SubAccountName'),
  },
  {
    name: 'SubAccountType is there exactly when SubAccountId is',
    holds: (row) => isNull(row['SubAccountId']) === isNull(row['SubAccountType']),
  },
  {
    name: 'ResourceName is null without ResourceId, and never repeats it',
    holds: (row) =>
      goTogether(row, 'ResourceId', 'ResourceName') &&
      (isNull(row['ResourceName']) || row['ResourceName'] !== row['ResourceId']),
  },
  {
    name: 'ResourceType is there exactly when ResourceId is',
    holds: (row) => isNull(row['ResourceId']) === isNull(row['ResourceType']),
  },
  {
    name: 'Tags are in Key-Value Format',
    holds: (row) => isNull(row['Tags']) || isKeyValue(given(row, 'Tags')),
  },
  {
    name: 'null has no placeholder',
    holds: (row) =>
      Object.values(row).every((value) => !/^(null|n\/a|none|not applicable|unknown)$/i.test(value ?? '')),
  },
];

/** A flat JSON object whose values are texts, numbers or true. */
function isKeyValue(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (entry) => typeof entry === 'string' || typeof entry === 'number' || entry === true,
  );
}
