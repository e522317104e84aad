import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { type ModelPrice } from './model-price.js';
import { ModelPriceRow } from './model-price-row.js';

/** Which prices are listed; all that are given must fit. */
export interface PriceSelection {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly withdrawn: boolean;
  readonly limit: number;
}

/** Every query on prices that admins set. */
@Injectable()
export class ModelPriceStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that may count. */
  inForce(manager: EntityManager = this.dataSource.manager): Promise<ModelPrice[]> {
    return manager.find(ModelPriceRow, { where: { withdrawnAt: IsNull() } });
  }

  /** The newest first. */
  list({ provider, model, withdrawn, limit }: PriceSelection): Promise<ModelPrice[]> {
    return this.dataSource.manager.find(ModelPriceRow, {
      where: {
        ...(provider ? { provider } : {}),
        ...(model ? { model } : {}),
        ...(withdrawn ? {} : { withdrawnAt: IsNull() }),
      },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<ModelPrice | null> {
    return manager.findOneBy(ModelPriceRow, { id });
  }

  async insert(manager: EntityManager, price: ModelPrice): Promise<void> {
    await manager.insert(ModelPriceRow, { ...price, prices: { ...price.prices } });
  }

  async withdraw(manager: EntityManager, id: string, at: Date, by: string | null): Promise<void> {
    await manager.update(ModelPriceRow, { id }, { withdrawnAt: at, withdrawnBy: by });
  }
}
