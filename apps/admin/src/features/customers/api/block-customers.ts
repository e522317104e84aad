import { type CustomerIds } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

interface Block extends CustomerIds {
  blocked: boolean;
}

/** POST /customer/block and /customer/unblock. */
export function blockCustomers({ user_ids, blocked }: Block): Promise<unknown> {
  return write('POST', blocked ? '/customer/block' : '/customer/unblock', {
    body: { user_ids },
    expect: anyReply,
  });
}

export const useBlockCustomers = () => useWrite(blockCustomers);
