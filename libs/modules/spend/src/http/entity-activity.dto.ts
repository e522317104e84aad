import { DailyActivityDto, QueryText } from './spend-query.dto.js';

export { DailyActivityDto };

/** Query of GET /team/daily/activity. */
export class TeamActivityDto extends DailyActivityDto {
  @QueryText('Only these teams: ids, with commas between') team_ids?: string;
  @QueryText('All but these teams') exclude_team_ids?: string;
}

/** Query of GET /organization/daily/activity. */
export class OrganizationActivityDto extends DailyActivityDto {
  @QueryText('Only these organizations: ids, with commas between') organization_ids?: string;
  @QueryText('All but these organizations') exclude_organization_ids?: string;
}

/** Query of GET /customer/daily/activity. */
export class CustomerActivityDto extends DailyActivityDto {
  @QueryText('Only these customers: ids, with commas between') end_user_ids?: string;
  @QueryText('All but these customers') exclude_end_user_ids?: string;
}

/** Query of GET /tag/daily/activity. */
export class TagActivityDto extends DailyActivityDto {
  @QueryText('Only calls with one of these tags, with commas between') tags?: string;
  @QueryText('Only calls with none of these tags') exclude_tags?: string;
}
