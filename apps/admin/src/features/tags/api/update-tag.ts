import { type ChangedTag, type TagRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /tag/update: writes the fields that are present; null clears. */
export function updateTag(request: TagRequest): Promise<ChangedTag> {
  return write('POST', '/tag/update', { body: request, expect: hasFields<ChangedTag>('tag') });
}

export const useUpdateTag = () => useWrite(updateTag);
