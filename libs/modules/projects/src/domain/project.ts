import { type Spender, UNRESTRICTED_SPENDER } from '@tollgate/organizations';

/** Part of a team's work: keys in it share its models, limits and budget, below those of the team. */
export interface Project extends Spender {
  readonly projectId: string;
  readonly projectAlias: string | null;
  readonly description: string | null;
  readonly teamId: string;
  readonly budgetId: string | null;
  readonly blocked: boolean;
}

export type ProjectChanges = Partial<Omit<Project, 'projectId' | 'spend' | 'createdAt' | 'createdBy'>>;

export const UNRESTRICTED_PROJECT = {
  ...UNRESTRICTED_SPENDER,
  projectAlias: null,
  description: null,
  budgetId: null,
  blocked: false,
} satisfies Partial<Project>;
