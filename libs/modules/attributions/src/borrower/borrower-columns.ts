import { SpenderColumns } from '@tollgate/organizations';
import { Column } from 'typeorm';

/** Columns of everything that spends, and of what may borrow the limits of a budget. */
export abstract class BorrowerColumns extends SpenderColumns {
  @Column('text', { nullable: true }) budgetId!: string | null;
}
