import { type ModelPriceRequest, type ModelPriceView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /spend/prices: an own price of a model, before all others. */
export function setPrice(request: ModelPriceRequest): Promise<ModelPriceView> {
  return write('POST', '/spend/prices', { body: request, expect: hasFields<ModelPriceView>('id') });
}

export const useSetPrice = () => useWrite(setPrice);
