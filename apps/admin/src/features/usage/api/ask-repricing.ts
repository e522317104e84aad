import { type RepricingRequest, type RepricingView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /spend/repricings: has it worked out what calls would cost now; nothing is booked. */
export function askRepricing(request: RepricingRequest): Promise<RepricingView> {
  return write('POST', '/spend/repricings', {
    body: request,
    expect: hasFields<RepricingView>('id', 'status'),
  });
}

export const useAskRepricing = () => useWrite(askRepricing);
