import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { BudgetStore } from '@tollgate/budgets';
import { type ChangedTag, INACTIVE_FIELDS_HEADER, type SeenTag, type TagView } from '@tollgate/core';
import { inactiveSpenderFieldsIn } from '@tollgate/organizations';
import { type Response } from 'express';
import { type Tag } from '../domain/tag.js';
import { TagStore } from '../store/tag-store.js';
import { ChangeTags } from '../use-cases/change-tags.js';
import { seenBetween } from './seen-between.js';
import { TagListQueryDto, TagNameDto, TagNamesDto, TagRequestDto } from './tag-requests.dto.js';
import { seenTagOf, tagViewOf } from './tag-view.js';

const LISTED_MAX = 10_000;

/** Tags with rules of their own. Contract: management API §6.4. */
@ApiTags('tags')
@ApiBearerAuth()
@Controller('tag')
@FailsInShape('B')
export class TagsController {
  constructor(
    private readonly tags: ChangeTags,
    private readonly store: TagStore,
    private readonly budgets: BudgetStore,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Give a tag rules that calls which carry it keep to' })
  async create(
    @Body() body: TagRequestDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangedTag> {
    flagInactive(body, response);
    const tag = orThrow(await this.tags.create(body, actor, new Date()));
    return { message: `Tag ${tag.name} created successfully`, tag: await this.viewOf(tag) };
  }

  @Post('update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(
    @Body() body: TagRequestDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangedTag> {
    flagInactive(body, response);
    const tag = orThrow(await this.tags.update(body, actor, new Date()));
    return { message: `Tag ${tag.name} updated successfully`, tag: await this.viewOf(tag) };
  }

  @Post('info')
  @HttpCode(200)
  @Allow('admin-read')
  @ApiOperation({ summary: 'Some tags by name; those that nobody made are left out' })
  async info(@Body() body: TagNamesDto): Promise<Record<string, TagView>> {
    const tags = await this.viewsOf(await this.store.findByNames(body.names));
    if (tags.length === 0)
      throw new ApiError({ class: 'NotFoundError', message: 'Tag not found.', param: 'names' });
    return Object.fromEntries(tags.map((tag) => [tag.name, tag]));
  }

  @Get('list')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Tags by name, and with two days also those that only calls of the time carried' })
  async list(@Query() query: TagListQueryDto): Promise<(TagView | SeenTag)[]> {
    const days = orThrow(seenBetween(query));
    const tags = await this.viewsOf(await this.store.list(LISTED_MAX));
    if (days === null) return tags;
    const known = new Set(tags.map(({ name }) => name));
    const seen = await this.store.seen(days.from, days.before, LISTED_MAX);
    return [...tags, ...seen.filter((name) => !known.has(name)).map(seenTagOf)];
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete a tag; what was spent under it stays in the reports' })
  async delete(@Body() body: TagNameDto, @CurrentActor() actor: Actor): Promise<{ message: string }> {
    const { name } = orThrow(await this.tags.delete(body.name, actor, new Date()));
    return { message: `Tag ${name} deleted successfully` };
  }

  private async viewOf(tag: Tag): Promise<TagView> {
    return tagViewOf(tag, tag.budgetId ? await this.budgets.findByIds([tag.budgetId]) : []);
  }

  private async viewsOf(tags: readonly Tag[]): Promise<TagView[]> {
    const ids = new Set(tags.flatMap(({ budgetId }) => (budgetId === null ? [] : [budgetId])));
    const budgets = await this.budgets.findByIds([...ids]);
    return tags.map((tag) => tagViewOf(tag, budgets));
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = inactiveSpenderFieldsIn(body);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}
