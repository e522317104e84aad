import { Injectable } from '@nestjs/common';
import { spenderJson } from '@tollgate/organizations';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Customer } from '../domain/customer.js';
import { CustomerRow } from './customer-row.js';

/** Every query on customers. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class CustomerStore {
  constructor(private readonly dataSource: DataSource) {}

  async findById(customerId: string): Promise<Customer | null> {
    const row = await this.dataSource.manager.findOneBy(CustomerRow, { customerId });
    return row && toCustomer(row);
  }

  /** By id. */
  async list(limit: number): Promise<Customer[]> {
    const rows = await this.dataSource.manager.find(CustomerRow, {
      order: { customerId: 'ASC' },
      take: limit,
    });
    return rows.map(toCustomer);
  }

  /** Locked until the transaction ends, in the order in which the ledger locks them. */
  async lock(manager: EntityManager, ids: readonly string[]): Promise<Customer[]> {
    const rows = await manager
      .createQueryBuilder(CustomerRow, 'customer')
      .where({ customerId: In(ids) })
      .orderBy('customer.customer_id COLLATE "C"')
      .setLock('for_no_key_update')
      .getMany();
    return rows.map(toCustomer);
  }

  /** Makes those that are not there yet; returns how many. */
  async insertMissing(manager: EntityManager, customers: readonly Customer[]): Promise<number> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(CustomerRow)
      .values([...customers])
      .orIgnore()
      .returning('customer_id')
      .execute();
    const rows: unknown = result.raw;
    return Array.isArray(rows) ? rows.length : 0;
  }

  async update(
    manager: EntityManager,
    customerIds: readonly string[],
    changes: Partial<Customer>,
  ): Promise<void> {
    await manager.update(CustomerRow, { customerId: In(customerIds) }, changes);
  }

  async delete(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.delete(CustomerRow, { customerId: In(ids) });
  }
}

function toCustomer(row: CustomerRow): Customer {
  return { ...row, ...spenderJson(row) };
}
