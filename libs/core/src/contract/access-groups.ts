/** Management API of access groups: wire types. Times are ISO 8601 UTC. */

/** Fields that making and changing a group share; on update an absent field is left alone. */
export interface AccessGroupFields {
  description?: string | null;
  /** Names, wildcards (`openai/*`) or access groups of models. */
  access_model_names?: string[] | null;
  access_mcp_server_ids?: string[] | null;
  access_agent_ids?: string[] | null;
  /** Teams that have the group; replaced as a whole. */
  assigned_team_ids?: string[] | null;
  /** Keys that have the group, as hashes or secrets; replaced as a whole. */
  assigned_key_ids?: string[] | null;
}

export interface NewAccessGroupRequest extends AccessGroupFields {
  access_group_name: string;
}

export interface UpdateAccessGroupRequest extends AccessGroupFields {
  access_group_name?: string | null;
}

export interface AccessGroupView {
  access_group_id: string;
  access_group_name: string;
  description: string | null;
  access_model_names: string[];
  access_mcp_server_ids: string[];
  access_agent_ids: string[];
  assigned_team_ids: string[];
  /** Hashes. */
  assigned_key_ids: string[];
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}
