import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Allow, FailsInShape } from '@tollgate/auth';
import { toUsdNumber, type UsedBudgetList } from '@tollgate/core';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { UsedBudgets } from '../usage/used-budgets.js';

const SIZE_MAX = 100;

export class NearestQueryDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(SIZE_MAX)
  @ApiPropertyOptional({ default: 10, maximum: SIZE_MAX })
  size?: number;
}

/** Who is about to be refused. */
@ApiTags('budgets')
@ApiBearerAuth()
@Controller('budget')
@FailsInShape('B')
export class UsedBudgetsController {
  constructor(private readonly budgets: UsedBudgets) {}

  @Get('nearest')
  @Allow('admin-read')
  @ApiOperation({
    summary: 'Budgets of keys, teams, users, organizations, customers and tags, nearest to their limit first',
  })
  async nearest(@Query() { size = 10 }: NearestQueryDto): Promise<UsedBudgetList> {
    const budgets = await this.budgets.nearest(size);
    return {
      data: budgets.map(({ spend, maxBudget, duration, resetAt, ...who }) => ({
        ...who,
        spend: toUsdNumber(spend),
        max_budget: toUsdNumber(maxBudget),
        budget_duration: duration,
        budget_reset_at: resetAt && resetAt.toISOString(),
      })),
    };
  }
}
