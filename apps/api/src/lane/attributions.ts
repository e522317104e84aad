import {
  AttributionBroadcast,
  AttributionDirectory,
  storeCustomerDefault,
  StoredAttributions,
} from '@tollgate/attributions';
import { type Broadcast } from '@tollgate/cache';
import { type GatewayConfig } from '@tollgate/config';
import { parseUsd } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { atMostEvery } from './at-most-every.js';

const WARN_EVERY_MS = 60_000;

/** The rules of customers and tags in this process's memory, and what keeps them in step with the other processes. */
export interface OpenAttributions {
  readonly directory: AttributionDirectory;
  readonly changes: AttributionBroadcast;
}

/** Resolves when they were read once. */
export async function openAttributions(
  dataSource: DataSource,
  broadcast: Broadcast,
  config: GatewayConfig,
  warn: (message: string) => void,
): Promise<OpenAttributions> {
  const { max_end_user_budget: dollars, max_end_user_budget_id: budgetId } = config.litellm_settings ?? {};
  const maxBudget = dollars == null ? null : parseUsd(dollars);
  const given = maxBudget === null && !budgetId ? null : { budgetId: budgetId || null, maxBudget };
  await storeCustomerDefault(dataSource, given);
  const directory = new AttributionDirectory(new StoredAttributions(dataSource));
  const complaints = {
    reading: atMostEvery(WARN_EVERY_MS, () =>
      warn('rules of customers and tags cannot be read from the database; those known stay in force'),
    ),
    telling: atMostEvery(WARN_EVERY_MS, () =>
      warn('other processes could not be told of changed customers or tags yet; trying again'),
    ),
  };
  const changes = new AttributionBroadcast({ directory, broadcast, onTrouble: (what) => complaints[what]() });
  await changes.load();
  return { directory, changes };
}
