import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type Result,
  type UpdateOrganizationRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { badRequest } from '../refusals.js';
import { spenderChangesOf, withoutAbsent } from '../spender/spender-changes.js';
import { OrganizationStore } from '../store/organization-store.js';
import { OrganizationChange, type OrganizationWithMembers } from './organization-change.js';

/** Changes the fields a request holds, where null clears. What caps an organization is set by proxy admins: their route. */
@Injectable()
export class UpdateOrganization {
  constructor(
    private readonly change: OrganizationChange,
    private readonly store: OrganizationStore,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(
    request: UpdateOrganizationRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationWithMembers>> {
    if (request.organization_alias === null || request.organization_alias === '')
      return badRequest('organization_alias', 'organization_alias cannot be empty');
    return this.change.run(
      request.organization_id,
      {
        action: 'updated',
        make: async (manager, { organization }) => {
          const clock = { now, calendar: this.calendar };
          const changes = spenderChangesOf(request, organization, clock);
          if (!changes.ok) return changes;
          const named = withoutAbsent({
            organizationAlias: request.organization_alias ?? undefined,
            budgetId: request.budget_id ?? undefined,
          });
          const by = { updatedAt: now, updatedBy: actor.caller.userId };
          await this.store.update(manager, organization.organizationId, {
            ...changes.value,
            ...named,
            ...by,
          });
          return changes;
        },
      },
      actor,
      now,
    );
  }
}
