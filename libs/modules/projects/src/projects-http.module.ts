import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OrganizationsModule } from '@tollgate/organizations';
import { TeamsModule } from '@tollgate/teams';
import { ProjectsController } from './http/projects.controller.js';
import { ProjectsModule } from './projects.module.js';
import { CreateProject } from './use-cases/create-project.js';
import { DeleteProjects } from './use-cases/delete-projects.js';
import { ProjectStandings } from './use-cases/project-standings.js';
import { ReadProjects } from './use-cases/read-projects.js';
import { UpdateProject } from './use-cases/update-project.js';

/** The routes under /project. The application provides `DataSource`, `TenantChangePublisher` and `OwnedKeys` globally. */
@Module({
  imports: [AuditModule, OrganizationsModule, TeamsModule, ProjectsModule],
  controllers: [ProjectsController],
  providers: [ProjectStandings, CreateProject, UpdateProject, DeleteProjects, ReadProjects],
})
export class ProjectsHttpModule {}
