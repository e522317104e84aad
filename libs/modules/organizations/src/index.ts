export { type Organization, type OrganizationMember } from './domain/organization.js';
export { orRefusal, Undone } from './undone.js';
export { organizationMembershipViewOf } from './http/organization-view.js';
export { MemberColumns } from './membership/member-columns.js';
export { type Member, memberBudgetOf, UNRESTRICTED_MEMBER } from './membership/member.js';
export { OrganizationsHttpModule } from './organizations-http.module.js';
export { OrganizationTeams } from './ports/organization-teams.js';
export { OrganizationsModule } from './organizations.module.js';
export { OwnedKeys } from './ports/owned-keys.js';
export { People, type Person, type PersonName } from './ports/people.js';
export { TenantChangePublisher } from './ports/tenant-change-publisher.js';
export { badRequest, notAllowed, notFound, refuseMember } from './refusals.js';
export {
  type BudgetClock,
  given,
  jsonOf,
  picoOf,
  spenderChangesOf,
  type SpenderState,
  withoutAbsent,
} from './spender/spender-changes.js';
export { jsonObjectOf, SpenderColumns, spenderJson } from './spender/spender-columns.js';
export { SpenderFieldsDto } from './spender/spender-fields.dto.js';
export {
  auditViewOf,
  inactiveFieldsIn,
  inactiveSpenderFieldsIn,
  spenderViewOf,
  usd,
} from './spender/spender-view.js';
export { type Spender, type SpenderChanges, UNRESTRICTED_SPENDER } from './spender/spender.js';
export { OrganizationMemberRow } from './store/organization-member-row.js';
export { OrganizationRow } from './store/organization-row.js';
export { OrganizationStore } from './store/organization-store.js';
