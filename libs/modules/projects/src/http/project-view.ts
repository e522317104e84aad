import { type ProjectView } from '@tollgate/core';
import { spenderViewOf } from '@tollgate/organizations';
import { type Project } from '../domain/project.js';

/** A project's row in the wire's names and units; its limits are under `litellm_budget_table`, too. */
export function projectViewOf(project: Project): ProjectView {
  const view = spenderViewOf(project);
  return {
    ...view,
    project_id: project.projectId,
    project_alias: project.projectAlias,
    description: project.description,
    team_id: project.teamId,
    budget_id: project.budgetId,
    blocked: project.blocked,
    model_rpm_limit: project.metadata['model_rpm_limit'] ?? {},
    model_tpm_limit: project.metadata['model_tpm_limit'] ?? {},
    litellm_budget_table: {
      budget_id: project.budgetId,
      max_budget: view.max_budget,
      soft_budget: view.soft_budget,
      max_parallel_requests: view.max_parallel_requests,
      tpm_limit: view.tpm_limit,
      rpm_limit: view.rpm_limit,
      model_max_budget: view.model_max_budget,
      budget_duration: view.budget_duration,
      budget_reset_at: view.budget_reset_at,
    },
  };
}
