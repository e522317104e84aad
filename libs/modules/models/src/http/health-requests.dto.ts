import { JsonMap, Line, OneOf, RequiredMap } from '@tollgate/auth';
import { KEY_LIMITS } from '@tollgate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const LIMIT_MAX = 1_000;
const OFFSET_MAX = 1_000_000;
const STATUSES = ['healthy', 'unhealthy', 'unknown'] as const;
const MODES = [
  ...['chat', 'completion', 'embedding', 'rerank', 'moderation', 'responses'],
  ...['image_generation', 'audio_speech', 'audio_transcription', 'realtime', 'batch', 'video_generation'],
  ...['ocr', 'search'],
] as const;

export class HealthQueryDto {
  @Line(KEY_LIMITS.modelNameMax, 'Only deployments of this public name.') model?: string | null;
  @Line(KEY_LIMITS.idMax, 'Only this deployment.') model_id?: string | null;
}

export class HealthHistoryQueryDto {
  @Line(KEY_LIMITS.modelNameMax, 'A public name, or the id of a deployment.') model?: string | null;
  @OneOf(STATUSES, 'Only checks that ended so.') status_filter?: (typeof STATUSES)[number] | null;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  @ApiPropertyOptional({ default: 100, maximum: LIMIT_MAX })
  limit?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(OFFSET_MAX)
  @ApiPropertyOptional({ default: 0 })
  offset?: number;
}

export class ConnectionTestDto {
  @RequiredMap('As in model_list of the configuration file.')
  litellm_params!: Record<string, unknown>;

  @JsonMap('The same; with the id of a model, what is sent is laid over that model.')
  model_info?: Record<string, unknown> | null;
  @OneOf(MODES, 'Kind of the call.') mode?: (typeof MODES)[number] | null;
}
