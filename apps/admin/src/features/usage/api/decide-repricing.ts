import { type RepricingView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

interface Decision {
  id: string;
  /** false: it is let be. */
  book: boolean;
}

/** POST /spend/repricings/{id}/approve has it booked; DELETE lets it be. */
export function decideRepricing({ id, book }: Decision): Promise<RepricingView> {
  const path = `/spend/repricings/${encodeURIComponent(id)}`;
  const expect = hasFields<RepricingView>('id', 'status');
  return book ? write('POST', `${path}/approve`, { expect }) : write('DELETE', path, { expect });
}

export const useDecideRepricing = () => useWrite(decideRepricing);
