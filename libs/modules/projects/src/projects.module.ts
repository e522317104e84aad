import { Global, Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { TeamProjects } from '@tollgate/teams';
import { ProjectStore } from './store/project-store.js';
import { ProjectRemoval } from './use-cases/project-removal.js';
import { ProjectsOfTeams } from './use-cases/projects-of-teams.js';

/** Stored projects, without HTTP; everywhere, since teams take theirs with them. Needs `DataSource` globally. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [ProjectStore, ProjectRemoval, { provide: TeamProjects, useClass: ProjectsOfTeams }],
  exports: [ProjectStore, ProjectRemoval, TeamProjects],
})
export class ProjectsModule {}
