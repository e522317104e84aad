import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_USAGE, parseUsd } from '@tollgate/core';
import { parquetMetadata } from 'hyparquet';
import { copiedCsv } from '../../testing/copied-csv.js';
import { ExportWorld } from '../../testing/export-world.js';
import { FOCUS_RULES, type FocusRow } from '../../testing/focus-rules.js';
import { parquetDecimals } from '../../testing/parquet-decimals.js';
import { spendEvent } from '../../testing/spend-events.js';

const at = (text: string) => Date.parse(text);

/** October 2026 by the clocks of Berlin: from 22:00 UTC on 30 September to 23:00 UTC on 31 October (summer time ends). */
const OCTOBER = {
  label: '2026-10',
  from: '2026-09-30T22:00:00.000Z',
  to: '2026-10-31T23:00:00.000Z',
  timeZone: 'Europe/Berlin',
};

const EVENTS = [
  spendEvent({ startedAt: at('2026-10-05T10:00:00Z'), teamId: 'red', cost: 7n, tags: ['b', 'a'] }),
  spendEvent({ startedAt: at('2026-10-05T11:00:00Z'), teamId: 'red', cost: 5n, tags: ['a', 'b'] }),
  spendEvent({ startedAt: at('2026-10-05T21:59:59Z'), teamId: 'red', cost: null }),
  // Half past midnight of the 6th in Berlin.
  spendEvent({ startedAt: at('2026-10-05T22:30:00Z'), teamId: 'red', cost: 1_000_000_000_000n }),
  spendEvent({
    startedAt: at('2026-10-25T00:30:00Z'),
    ...{
      sentModel: '@cf/meta/llama-3.1',
      modelGroup: '@cf/meta/llama-3.1',
      provider: 'cloudflare',
      cost: 11n,
    },
  }),
  spendEvent({
    startedAt: at('2026-10-31T22:59:59Z'),
    ...{ provider: null, sentModel: null, status: 'failure', cost: 0n, usage: NO_USAGE },
  }),
];

let world: ExportWorld;
let rows: FocusRow[];
let parquet: Buffer;
beforeAll(async () => {
  world = await ExportWorld.open(EVENTS);
  const csv = await world.write({ report: 'focus', format: 'csv', period: OCTOBER });
  expect(csv.row).toMatchObject({
    status: 'done',
    fileName: 'spend-2026-10-focus.csv',
    tieOut: { tied: true },
  });
  rows = await copiedCsv(world.database.url, csv.bytes);
  parquet = (await world.write({ report: 'focus', format: 'parquet', period: OCTOBER })).bytes;
}, 60_000);
afterAll(() => world.close());

describe('a FOCUS 1.2 data set', () => {
  it.each(FOCUS_RULES)('keeps the rule that $name', ({ holds }) => {
    expect(rows.filter((row) => !holds(row))).toEqual([]);
  });

  it('has a charge a day of the time zone, key, team, model and set of tags, the 25-hour day included', () => {
    const brief = rows.map((row) => [row['ChargePeriodStart'], row['ChargePeriodEnd'], row['x_Calls']]);
    expect(brief).toEqual([
      ['2026-10-04T22:00:00Z', '2026-10-05T22:00:00Z', '1'],
      ['2026-10-04T22:00:00Z', '2026-10-05T22:00:00Z', '2'],
      ['2026-10-05T22:00:00Z', '2026-10-06T22:00:00Z', '1'],
      ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', '1'],
      ['2026-10-30T23:00:00Z', '2026-10-31T23:00:00Z', '1'],
    ]);
    expect(new Set(rows.map((row) => row['BillingPeriodStart']))).toEqual(new Set(['2026-09-30T22:00:00Z']));
    expect(new Set(rows.map((row) => row['BillingPeriodEnd']))).toEqual(new Set(['2026-10-31T23:00:00Z']));
  });

  it('adds up to the ledger, to the pico-dollar, in CSV and in Parquet', async () => {
    // 7 + 5 + 1 USD + 11 + 0; the unpriced call adds nothing.
    const total = 1_000_000_000_023n;
    const sum = (amounts: readonly bigint[]) => amounts.reduce((whole, amount) => whole + amount, 0n);
    expect(sum(rows.map((row) => parseUsd(row['BilledCost'] ?? '') ?? -1n))).toBe(total);
    expect(sum(await parquetDecimals(parquet, 'BilledCost'))).toBe(total);
    expect(sum(await parquetDecimals(parquet, 'EffectiveCost'))).toBe(total);
  });

  it('says of calls without a known price that their cost is not there', () => {
    const unpriced = rows.filter((row) => row['x_UnpricedCalls'] !== '0');
    expect(unpriced).toHaveLength(1);
    expect(unpriced[0]).toMatchObject({ BilledCost: '0', x_UnpricedCalls: '1' });
    expect(unpriced[0]?.['ChargeDescription']).toMatch(/price unknown/);
  });

  it('keeps names as they are, also those that a spreadsheet would take for a formula', () => {
    expect(rows.map((row) => row['ResourceId'])).toContain('@cf/meta/llama-3.1');
  });

  it('names what the gateway refused its own, and counts it in requests', () => {
    expect(rows.at(-1)).toMatchObject({
      ...{ ProviderName: 'Tollgate', PricingUnit: 'Requests', PricingQuantity: '1', BilledCost: '0' },
    });
  });

  it('has the types of the specification in Parquet', () => {
    const types = new Map(
      parquetMetadata(new Uint8Array(parquet).buffer).schema.map((element) => [
        element.name,
        [element.converted_type, element.repetition_type],
      ]),
    );
    expect(types.get('BilledCost')).toEqual(['DECIMAL', 'REQUIRED']);
    expect(types.get('PricingQuantity')).toEqual(['DECIMAL', 'REQUIRED']);
    expect(types.get('ChargePeriodStart')).toEqual(['TIMESTAMP_MILLIS', 'REQUIRED']);
    expect(types.get('ServiceCategory')).toEqual(['UTF8', 'REQUIRED']);
    expect(types.get('ChargeClass')).toEqual(['UTF8', 'OPTIONAL']);
  });
});

describe('the rules of FOCUS', () => {
  it.each<[string, FocusRow]>([
    ['BilledCost is not null', { BilledCost: null }],
    ['BilledCost is in Numeric Format', { BilledCost: '$1' }],
    ['ChargeCategory is one of its allowed values', { ChargeCategory: 'usage' }],
    ['ChargeClass is one of its allowed values', { ChargeClass: 'Refund' }],
    ['ServiceCategory is one of its allowed values', { ServiceCategory: 'AI' }],
    ['ServiceSubcategory is one of its category', { ServiceSubcategory: 'Containers' }],
    ['ChargePeriodStart is in Date/Time Format, UTC', { ChargePeriodStart: '2026-10-05T00:00:00.000Z' }],
    ['BillingCurrency is in Currency Format', { BillingCurrency: 'usd' }],
    ['the charge period is within the billing period', { ChargePeriodEnd: '2026-12-01T00:00:00Z' }],
    ['ConsumedQuantity is positive and has a unit for usage', { ConsumedQuantity: '0' }],
    ['units are in Unit Format', { PricingUnit: 'tokens' }],
    ['SubAccountType is there exactly when SubAccountId is', { SubAccountType: null }],
    ['ResourceName is null without ResourceId, and never repeats it', { ResourceName: 'gpt-4o-mini' }],
    ['Tags are in Key-Value Format', { Tags: '["a"]' }],
    ['null has no placeholder', { SubAccountName: 'N/A' }],
    ['column names are PascalCase, custom ones begin with x_', { spend_usd: '1' }],
  ])('notice when it is not so that %s', (name, change) => {
    const broken = { ...rows[0], ...change };
    expect(FOCUS_RULES.filter(({ holds }) => !holds(broken)).map((rule) => rule.name)).toContain(name);
  });

  it('notice a mandatory column that is missing', () => {
    const { InvoiceIssuerName: _, ...rest } = rows[0] ?? {};
    expect(FOCUS_RULES.find(({ holds }) => !holds(rest))?.name).toBe('mandatory columns are present');
  });
});
