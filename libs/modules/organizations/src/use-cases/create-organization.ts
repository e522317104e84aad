import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type NewOrganizationRequest,
  ok,
  type Result,
  UTC_CALENDAR,
} from '@tollgate/core';
import { QueryFailedError } from 'typeorm';
import { type Organization } from '../domain/organization.js';
import { TenantChangePublisher } from '../ports/tenant-change-publisher.js';
import { badRequest } from '../refusals.js';
import { spenderChangesOf } from '../spender/spender-changes.js';
import { UNRESTRICTED_SPENDER } from '../spender/spender.js';
import { OrganizationStore } from '../store/organization-store.js';
import { organizationAuditViewOf } from './organization-change.js';

/** Makes an organization, with a budget of its own. The route is for proxy admins. */
@Injectable()
export class CreateOrganization {
  constructor(
    private readonly store: OrganizationStore,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: NewOrganizationRequest, actor: Actor, now: Date): Promise<Result<Organization>> {
    const changes = spenderChangesOf(request, UNRESTRICTED_SPENDER, { now, calendar: this.calendar });
    if (!changes.ok) return changes;
    const by = actor.caller.userId;
    const organization: Organization = {
      ...UNRESTRICTED_SPENDER,
      ...changes.value,
      organizationId: request.organization_id || randomUUID(),
      organizationAlias: request.organization_alias,
      budgetId: request.budget_id || randomUUID(),
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    };
    try {
      await this.store.transaction(async (manager) => {
        await this.store.insert(manager, organization);
        await this.audit.record(manager, [
          {
            actor,
            at: now,
            action: 'created',
            objectType: 'organization',
            objectId: organization.organizationId,
            before: null,
            after: organizationAuditViewOf({ organization, members: [] }),
          },
        ]);
      });
    } catch (error) {
      if (isIdTaken(error))
        return badRequest('organization_id', 'An organization with this organization_id exists already');
      throw error;
    }
    this.changes.ownersChanged('organization', [organization.organizationId]);
    return ok(organization);
  }
}

function isIdTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return Reflect.get(error.driverError, 'constraint') === 'organization_pkey';
}
