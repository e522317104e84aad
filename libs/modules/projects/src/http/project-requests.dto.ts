import { Flag, Line, Required, RequiredLines } from '@tollgate/auth';
import {
  type DeleteProjectsRequest,
  KEY_LIMITS,
  type NewProjectRequest,
  type ProjectFields,
  type UpdateProjectRequest,
} from '@tollgate/core';
import { SpenderFieldsDto } from '@tollgate/organizations';
import { ArrayMinSize } from 'class-validator';

const IDS = { items: 1_000, length: KEY_LIMITS.idMax };
const DESCRIPTION_MAX = 2_000;

/** Fields that making and changing a project share. */
class ProjectFieldsDto extends SpenderFieldsDto implements ProjectFields {
  @Line(KEY_LIMITS.aliasMax, 'A name.') project_alias?: string | null;
  @Line(DESCRIPTION_MAX, 'What it is for.') description?: string | null;
  @Flag('The keys of a blocked project are refused.') blocked?: boolean | null;
  @Line(KEY_LIMITS.idMax, 'Kept with the project.') budget_id?: string | null;
}

export class NewProjectDto extends ProjectFieldsDto implements NewProjectRequest {
  @Required(KEY_LIMITS.idMax, 'The team it is in.') team_id!: string;
  @Line(KEY_LIMITS.idMax, 'An id of your choice; else one is made.') project_id?: string | null;
}

export class UpdateProjectDto extends ProjectFieldsDto implements UpdateProjectRequest {
  @Required(KEY_LIMITS.idMax, 'Id of the project.') project_id!: string;
}

export class ProjectQueryDto {
  @Required(KEY_LIMITS.idMax, 'Id of the project.') project_id!: string;
}

export class DeleteProjectsDto implements DeleteProjectsRequest {
  @ArrayMinSize(1)
  @RequiredLines(IDS, 'Ids of the projects.')
  project_ids!: string[];
}
