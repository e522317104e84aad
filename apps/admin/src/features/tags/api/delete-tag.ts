import { type TagName } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /tag/delete. */
export function deleteTag(request: TagName): Promise<unknown> {
  return write('POST', '/tag/delete', { body: request, expect: anyReply });
}

export const useDeleteTag = () => useWrite(deleteTag);
