import { Line, Lines, Required } from '@tollgate/auth';
import {
  type AccessGroupFields,
  KEY_LIMITS,
  type NewAccessGroupRequest,
  type UpdateAccessGroupRequest,
} from '@tollgate/core';

const NAMES = { items: KEY_LIMITS.modelsMax, length: KEY_LIMITS.modelNameMax };
const IDS = { items: 1_000, length: KEY_LIMITS.idMax };
const HOLDERS = { items: 10_000, length: KEY_LIMITS.idMax };
const DESCRIPTION_MAX = 1_000;
const STORED = 'Stored; without effect yet.';

class AccessGroupFieldsDto implements AccessGroupFields {
  @Line(DESCRIPTION_MAX, 'What it is for.') description?: string | null;
  @Lines(NAMES, 'Model names, wildcards (`openai/*`) or access groups of models.')
  access_model_names?: string[] | null;
  @Lines(IDS, STORED) access_mcp_server_ids?: string[] | null;
  @Lines(IDS, STORED) access_agent_ids?: string[] | null;
  @Lines(HOLDERS, 'Teams that have the group; replaced as a whole.') assigned_team_ids?: string[] | null;
  @Lines(HOLDERS, 'Keys that have the group, as hashes or secrets; replaced as a whole.')
  assigned_key_ids?: string[] | null;
}

export class NewAccessGroupDto extends AccessGroupFieldsDto implements NewAccessGroupRequest {
  @Required(KEY_LIMITS.aliasMax, 'A name.') access_group_name!: string;
}

export class UpdateAccessGroupDto extends AccessGroupFieldsDto implements UpdateAccessGroupRequest {
  @Line(KEY_LIMITS.aliasMax, 'A name.') access_group_name?: string | null;
}
