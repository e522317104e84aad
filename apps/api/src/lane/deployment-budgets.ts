import { DeploymentBudgets, type RoutingTableStore } from '@tollgate/models';
import { type DataSource } from 'typeorm';
import { atMostEvery } from './at-most-every.js';

const EXCHANGE_EVERY_MS = 1_000;
const WARN_EVERY_MS = 60_000;

/** Budgets of deployments and providers, kept together over all processes until they are closed. */
export interface OpenDeploymentBudgets {
  close(): Promise<void>;
}

/** Resolves when what was spent before is known; while the database is away, this process counts by itself. */
export async function openDeploymentBudgets(
  dataSource: DataSource,
  tables: RoutingTableStore,
  warn: (message: string) => void,
): Promise<OpenDeploymentBudgets> {
  const budgets = new DeploymentBudgets(dataSource, new Date());
  const complain = atMostEvery(WARN_EVERY_MS, () =>
    warn('budgets of deployments cannot be stored; each API process counts by itself until they can'),
  );
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const exchange = async (): Promise<void> => {
    tables.stats.adopt(tables.current);
    try {
      await budgets.exchange(tables.stats.meters, Date.now());
    } catch {
      complain();
    }
  };
  const goOn = (): void => {
    timer = setTimeout(() => {
      running = exchange().then(goOn);
    }, EXCHANGE_EVERY_MS);
    timer.unref();
  };
  await exchange();
  goOn();
  return {
    close: async () => {
      await running;
      if (timer !== null) clearTimeout(timer);
      await exchange();
    },
  };
}
