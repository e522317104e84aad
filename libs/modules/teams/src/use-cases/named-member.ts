import { type NamedTeamMemberRequest, ok, type Result } from '@tollgate/core';
import { badRequest, type People } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type TeamMember, type TeamWithMembers } from '../domain/team.js';

/** The member a request names by id or e-mail; 400 when the team has none such. */
export async function namedMember(
  people: People,
  manager: EntityManager,
  request: NamedTeamMemberRequest,
  { members }: TeamWithMembers,
): Promise<Result<TeamMember>> {
  const { user_id: userId, user_email: email } = request;
  if (!userId && !email) return badRequest('user_id', 'name the member by user_id or user_email');
  const person = await people.find(manager, { userId: userId || null, email: email || null });
  const id = person?.userId ?? userId;
  const member = members.find((each) => each.userId === id);
  return member ? ok(member) : badRequest(userId ? 'user_id' : 'user_email', 'Not a member of this team.');
}
