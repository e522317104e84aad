import { Injectable } from '@nestjs/common';
import { SecretCipher } from '@tollgate/encryption';
import { DataSource, type EntityManager } from 'typeorm';
import { type Destination } from '../destinations/destination.js';
import { SpendScheduleRow } from '../rows/spend-schedule-row.js';

/** A schedule with its destination readable. */
export interface Schedule extends Omit<SpendScheduleRow, 'destination' | 'destinationType'> {
  /** null: written under a salt key that is not known here. */
  readonly destination: Destination | null;
}

/** Every query on schedules. What it writes of destinations is encrypted; what it reads is not. */
@Injectable()
export class ScheduleStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: SecretCipher,
  ) {}

  /** All, oldest first. */
  async list(): Promise<Schedule[]> {
    const rows = await this.dataSource.manager.find(SpendScheduleRow, {
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => this.opened(row));
  }

  count(manager: EntityManager): Promise<number> {
    return manager.count(SpendScheduleRow);
  }

  async find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Schedule | null> {
    const row = await manager.findOneBy(SpendScheduleRow, { id });
    return row && this.opened(row);
  }

  /** Locked until the transaction ends. */
  async lock(id: string, manager: EntityManager): Promise<Schedule | null> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await manager.findOne(SpendScheduleRow, { where: { id }, lock });
    return row && this.opened(row);
  }

  /** @param destination null: the stored one stays as it is. */
  async save(manager: EntityManager, { destination, ...rest }: Schedule): Promise<void> {
    if (destination === null) {
      const { id, ...changes } = rest;
      await manager.update(SpendScheduleRow, { id }, changes);
      return;
    }
    const sealed = this.cipher.seal(JSON.stringify(destination), placeOf(rest.id));
    const row = { ...rest, destinationType: destination.type, destination: sealed };
    await manager.upsert(SpendScheduleRow, row, ['id']);
  }

  async delete(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(SpendScheduleRow, { id });
  }

  private opened({ destination, destinationType: _, ...rest }: SpendScheduleRow): Schedule {
    const opened = this.cipher.open(destination, placeOf(rest.id));
    // Whoever can write to the table cannot make a value that opens: what does is what `save` sealed.
    if (opened.state === 'opened') return { ...rest, destination: JSON.parse(opened.text) as Destination };
    return { ...rest, destination: null };
  }
}

function placeOf(id: string): string {
  return `spend_schedule/${id}/destination`;
}
