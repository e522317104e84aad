import { type CustomerView } from '@tollgate/core';
import { useCallback } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useBlockCustomers } from './api/block-customers.js';
import { useDeleteCustomers } from './api/delete-customers.js';

const nameOf = ({ alias, user_id: id }: CustomerView): string => alias ?? id;

/** Blocks and deletes customers; what stops something asks first. */
export function useCustomerActions() {
  const { mutate: block } = useBlockCustomers();
  const { mutate: remove } = useDeleteCustomers();
  const onBlock = useCallback(
    (customer: CustomerView) => {
      const name = nameOf(customer);
      const change = (blocked: boolean) =>
        block(
          { user_ids: [customer.user_id], blocked },
          {
            onSuccess: () => tell(blocked ? `${name} is blocked.` : `${name} is answered again.`),
            onError: tellFailure(`${name} could not be changed`),
          },
        );
      if (customer.blocked) return change(false);
      askFirst({
        title: `Block ${name}?`,
        consequence: 'Calls that name this customer are refused at once, whichever key they use.',
        facts: ['Calls under way are finished.', 'It can be unblocked here.'],
        confirm: 'Block customer',
        onConfirm: () => change(true),
      });
    },
    [block],
  );
  const onDelete = useCallback(
    (customer: CustomerView) =>
      askFirst({
        title: `Delete ${nameOf(customer)}?`,
        consequence:
          'Its limits and what it has spent are forgotten. Its next call makes it anew, with the default limits of customers.',
        facts: ['Logs and reports keep its calls.', 'To stop its calls, block it instead.'],
        confirm: 'Delete customer',
        onConfirm: () =>
          remove(
            { user_ids: [customer.user_id] },
            {
              onSuccess: () => tell(`${nameOf(customer)} is deleted.`),
              onError: tellFailure(`${nameOf(customer)} could not be deleted`),
            },
          ),
      }),
    [remove],
  );
  return { onBlock, onDelete };
}
