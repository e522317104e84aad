import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { type PicoUsd, parseUsd, type SpendLogRow } from '@tollgate/core';
import { configFor, PRICES } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { type Answered, runLoad } from '../product/load.js';
import { type Management } from '../product/management.js';
import { Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';

let surroundings: Surroundings | null = null;
let fakes: FakeProviders | null = null;

afterEach(async () => {
  await surroundings?.remove();
  await fakes?.close();
});

async function start(mode: (typeof MODES)[number]) {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make(mode);
  const config = surroundings.write('config.yaml', configFor(fakes));
  return { fakes, surroundings, config, product: await Product.start(surroundings, config) };
}

function pico(usd: number | null): PicoUsd {
  const value = parseUsd(usd ?? 0);
  if (value === null) throw new Error(`Not an amount: ${usd}`);
  return value;
}

function sumOf(rows: readonly SpendLogRow[]): PicoUsd {
  return rows.reduce((sum, row) => sum + pico(row.spend), 0n);
}

/** So many rows, and they, the key's total and the rollup agree to the last pico-dollar. @returns the rows */
async function expectTied(manage: Management, key: string, count: number): Promise<SpendLogRow[]> {
  return await eventually(async () => {
    const rows = await manage.spendRows(key);
    expect(rows).toHaveLength(count);
    const { spend } = await manage.keyInfo(key);
    const { metadata } = await manage.activity(key);
    expect(pico(spend)).toBe(sumOf(rows));
    expect(pico(metadata.total_spend)).toBe(sumOf(rows));
    expect(metadata.total_api_requests).toBe(rows.length);
    expect(metadata.total_tokens).toBe(rows.reduce((sum, row) => sum + row.total_tokens, 0));
    return rows;
  }, 40_000);
}

/** The rows, once their number has stopped growing for two seconds. */
async function settledRows(manage: Management, key: string): Promise<SpendLogRow[]> {
  let rows = await manage.spendRows(key);
  for (;;) {
    await sleep(2_000);
    const later = await manage.spendRows(key);
    if (later.length === rows.length) return later;
    rows = later;
  }
}

/** What a whole answer costs by the config's prices, reckoned here from the tokens the client was told. */
function priceOf({ model, promptTokens, completionTokens }: Answered): PicoUsd {
  const { input, output } = PRICES[model];
  return (parseUsd(input) ?? 0n) * BigInt(promptTokens) + (parseUsd(output) ?? 0n) * BigInt(completionTokens);
}

describe.each(MODES)('spend is exact, %s mode', (mode) => {
  it('1,000 calls of two keys, half streamed, some aborted, some failing: rows = key spend = rollup', async () => {
    const { product } = await start(mode);
    const keys = await Promise.all([1, 2].map(() => product.manage.generateKey()));
    const outcome = await runLoad({ url: product.url, keys: keys.map(({ key }) => key), calls: 1_000 });
    expect(outcome.answered.length).toBeGreaterThan(600);
    expect(outcome.aborted).toBeGreaterThan(50);
    expect(outcome.failed).toBeGreaterThan(50);
    for (const { key } of keys) {
      // One row for each call that got past authentication: not more, not fewer.
      const rows = await expectTied(product.manage, key, 500);
      const answered = outcome.answered.filter((one) => one.key === key);
      const succeeded = rows.filter((row) => row.status === 'success');
      // An aborted call may have been answered in full before the client's goodbye arrived.
      expect(succeeded.length).toBeGreaterThanOrEqual(answered.length);
      const byCall = new Map(rows.map((row) => [row.request_id, row]));
      for (const one of answered) expect(pico(byCall.get(one.id)?.spend ?? -1)).toBe(priceOf(one));
    }
  }, 180_000);

  it('after kill -9 in the middle and a restart: same equation, and a row for every answered call', async () => {
    const { product, config, surroundings: place } = await start(mode);
    const { key } = await product.manage.generateKey();
    const load = runLoad({ url: product.url, keys: [key], calls: 600, enduresDeath: true });
    await load.reached(250);
    await product.kill();
    const outcome = await load;
    expect(outcome.answered.length).toBeGreaterThanOrEqual(150);
    expect(outcome.answered.length).toBeLessThan(600);
    // With services, the worker is a process of its own and has lived on.
    const again = await Product.start(place, config, mode === 'services' ? { worker: 'none' } : {});
    const rows = await settledRows(again.manage, key);
    const ids = new Set(rows.map((row) => row.request_id));
    expect(outcome.answered.filter((one) => !ids.has(one.id))).toEqual([]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    await expectTied(again.manage, key, rows.length);
    const after = await runLoad({ url: again.url, keys: [key], calls: 20 });
    await expectTied(again.manage, key, rows.length + 20);
    expect(after.answered.length).toBeGreaterThan(0);
  }, 180_000);
});
