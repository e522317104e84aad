import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { DataSource } from 'typeorm';
import { EVERYTHING, type SpendScope } from './spend-scope.js';

/** Permissions a team may give its members, by which they see the whole team's spend. */
export type TeamSpendPermission = '/spend/logs' | '/team/daily/activity';

interface RunBy {
  teamIds: string[];
  organizationIds: string[];
}

/**
 * Finds out whose spend a caller may see: admins and admin viewers everyone's; anybody else that of the key he presents, of
 * his user, of the teams he is an admin of (or whose members may see it), and of the organizations he is an admin of.
 */
@Injectable()
export class SpendScopes {
  constructor(private readonly dataSource: DataSource) {}

  async of(caller: Caller, permission: TeamSpendPermission = '/spend/logs'): Promise<SpendScope> {
    if (seesEverything(caller)) return EVERYTHING;
    const { keyHash, userId } = caller;
    if (userId === null) return { only: { keyHash, userId, teamIds: [], organizationIds: [] } };
    return { only: { keyHash, userId, ...(await this.runBy(userId, permission)) } };
  }

  private async runBy(userId: string, permission: TeamSpendPermission): Promise<RunBy> {
    const [row] = await this.dataSource.query<RunBy[]>(
      `SELECT
         ARRAY(SELECT member.team_id FROM team_member AS member JOIN team USING (team_id)
               WHERE member.user_id = $1 AND (member.role = 'admin' OR $2 = ANY (team.member_permissions))
               ORDER BY 1) AS "teamIds",
         ARRAY(SELECT organization_id FROM organization_member WHERE user_id = $1 AND role = 'org_admin'
               ORDER BY 1) AS "organizationIds"`,
      [userId, permission],
    );
    return row ?? { teamIds: [], organizationIds: [] };
  }
}
