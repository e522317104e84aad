import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MODEL_SORT_FIELDS, type ModelSortField } from '../listing/page-models.js';

const NAME_MAX = 512;
const PAGE_MAX = 1_000_000;
const SIZE_MAX = 500;

export class ModelInfoQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @ApiPropertyOptional({ description: 'Only the deployment with this id.' })
  litellm_model_id?: string;
}

export class ModelGroupQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @ApiPropertyOptional({ description: 'Only the group of this name.' })
  model_group?: string;
}

export class ModelPageQueryDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  @ApiPropertyOptional({ default: 1 })
  page?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(SIZE_MAX)
  @ApiPropertyOptional({ default: 50, maximum: SIZE_MAX })
  size?: number;

  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @ApiPropertyOptional({ description: 'Part of a public name or of the model behind it.' })
  search?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @ApiPropertyOptional({ description: 'Only deployments of this public name.' })
  model?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @ApiPropertyOptional({ description: 'Only the deployment with this id.' })
  modelId?: string;

  @IsOptional()
  @IsIn(MODEL_SORT_FIELDS)
  @ApiPropertyOptional({ enum: MODEL_SORT_FIELDS })
  sortBy?: ModelSortField;

  @IsOptional()
  @IsIn(['asc', 'desc'])
  @ApiPropertyOptional({ enum: ['asc', 'desc'], default: 'asc' })
  sortOrder?: 'asc' | 'desc';
}
