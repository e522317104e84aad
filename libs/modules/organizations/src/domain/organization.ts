import { type OrganizationRole } from '@tollgate/core';
import { type Member } from '../membership/member.js';
import { type Spender } from '../spender/spender.js';

/** A customer or department: owns teams, and caps what they spend together. */
export interface Organization extends Spender {
  readonly organizationId: string;
  readonly organizationAlias: string;
  readonly budgetId: string;
}

export interface OrganizationMember extends Member {
  readonly organizationId: string;
  readonly role: OrganizationRole;
}
