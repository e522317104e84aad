import { type ChangedTag, type TagRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /tag/new. */
export function createTag(request: TagRequest): Promise<ChangedTag> {
  return write('POST', '/tag/new', { body: request, expect: hasFields<ChangedTag>('tag') });
}

export const useCreateTag = () => useWrite(createTag);
