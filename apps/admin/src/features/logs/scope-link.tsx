import { unreachable } from '@tollgate/core';
import { TextLink } from '../../shared/links.js';
import { type RefusingScope } from './failure-reason.js';

/** To the page where a limit can be raised. */
export function ScopeLink({ scope: { kind, id } }: { scope: RefusingScope }) {
  switch (kind) {
    case 'key':
      return (
        <TextLink to="/keys/$keyHash" params={{ keyHash: id }}>
          Open the key
        </TextLink>
      );
    case 'team':
      return (
        <TextLink to="/teams/$teamId" params={{ teamId: id }}>
          Open the team
        </TextLink>
      );
    case 'user':
      return (
        <TextLink to="/users/$userId" params={{ userId: id }}>
          Open the user
        </TextLink>
      );
    case 'organization':
      return (
        <TextLink to="/organizations/$organizationId" params={{ organizationId: id }}>
          Open the organization
        </TextLink>
      );
    case 'customer':
      return (
        <TextLink to="/customers" search={{ q: id }}>
          Open the customer
        </TextLink>
      );
    case 'tag':
      return (
        <TextLink to="/tags" search={{ q: id }}>
          Open the tag
        </TextLink>
      );
    default:
      return unreachable(kind);
  }
}
