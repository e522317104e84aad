import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, type Caller, CurrentActor, CurrentCaller, orThrow } from '@tollgate/auth';
import { INACTIVE_FIELDS_HEADER, type ProjectView } from '@tollgate/core';
import { inactiveSpenderFieldsIn } from '@tollgate/organizations';
import { type Response } from 'express';
import { CreateProject } from '../use-cases/create-project.js';
import { DeleteProjects } from '../use-cases/delete-projects.js';
import { ReadProjects } from '../use-cases/read-projects.js';
import { UpdateProject } from '../use-cases/update-project.js';
import {
  DeleteProjectsDto,
  NewProjectDto,
  ProjectQueryDto,
  UpdateProjectDto,
} from './project-requests.dto.js';
import { projectViewOf } from './project-view.js';

/** Projects, between a team and its keys. Contract: management API §6.5. */
@ApiTags('projects')
@ApiBearerAuth()
@Controller('project')
export class ProjectsController {
  constructor(
    private readonly createProject: CreateProject,
    private readonly updateProject: UpdateProject,
    private readonly deleteProjects: DeleteProjects,
    private readonly readProjects: ReadProjects,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Make a project within a team' })
  async create(
    @Body() body: NewProjectDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProjectView> {
    flagInactive(body, response);
    return projectViewOf(orThrow(await this.createProject.run(body, actor, new Date())));
  }

  @Post('update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(
    @Body() body: UpdateProjectDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProjectView> {
    flagInactive(body, response);
    return projectViewOf(orThrow(await this.updateProject.run(body, actor, new Date())));
  }

  @Delete('delete')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete projects that no key is in; all or none' })
  async delete(@Body() body: DeleteProjectsDto, @CurrentActor() actor: Actor): Promise<ProjectView[]> {
    return orThrow(await this.deleteProjects.run(body.project_ids, actor, new Date())).map(projectViewOf);
  }

  @Get('info')
  @Allow('self-key')
  @ApiOperation({ summary: 'One project' })
  async info(@Query() query: ProjectQueryDto, @CurrentCaller() caller: Caller): Promise<ProjectView> {
    return projectViewOf(orThrow(await this.readProjects.one(query.project_id, caller)));
  }

  @Get('list')
  @Allow('self-key')
  @ApiOperation({ summary: 'Projects by alias: all for admins, else those of the teams one is in' })
  async list(@CurrentCaller() caller: Caller): Promise<ProjectView[]> {
    return (await this.readProjects.list(caller)).map(projectViewOf);
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = inactiveSpenderFieldsIn(body);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}
