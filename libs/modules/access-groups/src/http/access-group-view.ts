import { type AccessGroupView } from '@tollgate/core';
import { type AssignedGroup } from '../domain/access-group.js';

/** A group in the wire's names. */
export function accessGroupViewOf({ group, assigned }: AssignedGroup): AccessGroupView {
  return {
    access_group_id: group.accessGroupId,
    access_group_name: group.accessGroupName,
    description: group.description,
    access_model_names: group.modelNames,
    access_mcp_server_ids: group.mcpServerIds,
    access_agent_ids: group.agentIds,
    assigned_team_ids: [...assigned.teamIds],
    assigned_key_ids: [...assigned.keyHashes],
    created_at: group.createdAt.toISOString(),
    created_by: group.createdBy,
    updated_at: group.updatedAt.toISOString(),
    updated_by: group.updatedBy,
  };
}
