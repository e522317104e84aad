import { type ProxyModelView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

export interface PauseModel {
  id: string;
  paused: boolean;
}

/** POST /model/block or /model/unblock */
export function pauseModel({ id, paused }: PauseModel): Promise<ProxyModelView> {
  return write('POST', paused ? '/model/block' : '/model/unblock', {
    body: { model_id: id },
    expect: hasFields<ProxyModelView>('model_id'),
  });
}

export const usePauseModel = () => useWrite(pauseModel);
