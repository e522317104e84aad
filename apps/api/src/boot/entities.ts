import { AuditEntryRow } from '@tollgate/audit';
import { SessionRow } from '@tollgate/auth';
import { InstanceLeaseRow } from '@tollgate/database';
import { DeletedKeyRow, VirtualKeyRow } from '@tollgate/keys';
import { SPEND_ROWS } from '@tollgate/spend';

/** Every table of the product; a spec holds them against the migrated schema. */
export const ENTITIES = [
  VirtualKeyRow,
  DeletedKeyRow,
  AuditEntryRow,
  SessionRow,
  InstanceLeaseRow,
  ...SPEND_ROWS,
];
