import { type SpenderFields, type SpenderView } from './spenders.js';

/** Management API of projects, which stand between a team and its keys: wire types (LiteLLM's names). */

export interface ProjectFields extends SpenderFields {
  project_alias?: string | null;
  description?: string | null;
  blocked?: boolean | null;
  /** Kept with the project. */
  budget_id?: string | null;
}

export interface NewProjectRequest extends ProjectFields {
  team_id: string;
  project_id?: string | null;
}

export interface UpdateProjectRequest extends ProjectFields {
  project_id: string;
}

export interface DeleteProjectsRequest {
  project_ids: string[];
}

export interface ProjectView extends SpenderView {
  project_id: string;
  project_alias: string | null;
  description: string | null;
  team_id: string;
  budget_id: string | null;
  blocked: boolean;
  model_rpm_limit: unknown;
  model_tpm_limit: unknown;
  litellm_budget_table: Pick<
    SpenderView,
    | 'max_budget'
    | 'soft_budget'
    | 'max_parallel_requests'
    | 'tpm_limit'
    | 'rpm_limit'
    | 'model_max_budget'
    | 'budget_duration'
    | 'budget_reset_at'
  > & { budget_id: string | null };
}
