import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ApiOptionalFlag, Dollars, Line, Lines, OneOf, QueryFlag, Required } from '@tollgate/auth';
import {
  type BlockKeyRequest,
  type BulkKeyUpdate,
  type DeleteKeysRequest,
  type GenerateKeyRequest,
  KEY_LIMITS,
  KEY_SORT_FIELDS,
  KEY_TYPES,
  type KeyAliasesQuery,
  type KeyListQuery,
  type KeySortField,
  type RegenerateKeyRequest,
  type ResetKeySpendRequest,
  type UpdateKeyRequest,
} from '@tollgate/core';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsObject,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { KeyFieldsDto } from './key-fields.dto.js';

const ISO_TIME_TEXT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function IsoTime(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsString(),
    Matches(ISO_TIME_TEXT, { message: '$property must be an ISO 8601 time such as 2026-12-31T00:00:00Z' }),
    ApiPropertyOptional({ type: String, nullable: true, description }),
  );
}

export class GenerateKeyDto extends KeyFieldsDto implements GenerateKeyRequest {
  @Line(KEY_LIMITS.keyMax, 'A key of your own choice, starting with sk-; else one is made.') key?: string;
  @OneOf(KEY_TYPES, 'What the key is for; stands for a list of allowed_routes.')
  key_type?: GenerateKeyRequest['key_type'];
  @Dollars('Spend so far, in US dollars, for a key that was in use elsewhere.') spend?: number;
}

export class UpdateKeyDto extends KeyFieldsDto implements UpdateKeyRequest {
  @IsDefined({ message: 'key is required: the key (sk-…) or its hash' })
  @IsString()
  @MaxLength(KEY_LIMITS.keyMax)
  @ApiProperty({ description: 'The key (sk-…) or its SHA-256 hash.' })
  key!: string;

  @Dollars('Spend so far, in US dollars.') spend?: number;
  @Dollars('US dollars on top of max_budget until temp_budget_expiry.') temp_budget_increase?: number | null;
  @IsoTime('End of temp_budget_increase.') temp_budget_expiry?: string | null;
}

export class RegenerateKeyDto extends KeyFieldsDto implements RegenerateKeyRequest {
  @Line(KEY_LIMITS.keyMax, 'The key (sk-…) or its SHA-256 hash.') key?: string;
  @Line(KEY_LIMITS.keyMax, 'The new secret, starting with sk-; else one is made.') new_key?: string;
  @Line(20, 'The old secret works on for so long: `24h`, `7d` …') grace_period?: string | null;
  @Line(KEY_LIMITS.keyMax, 'Not supported: the master key is a setting.') new_master_key?: string | null;
  @Dollars('Spend so far, in US dollars.') spend?: number;
  @Dollars('US dollars on top of max_budget until temp_budget_expiry.') temp_budget_increase?: number | null;
  @IsoTime('End of temp_budget_increase.') temp_budget_expiry?: string | null;
}

export class ResetKeySpendDto implements ResetKeySpendRequest {
  @IsDefined({ message: 'reset_to is required' })
  @IsNumber({}, { message: 'reset_to must be a number' })
  @Min(0)
  @Max(KEY_LIMITS.budgetMax)
  @ApiProperty({ minimum: 0, description: 'US dollars; at most the current spend, and max_budget.' })
  reset_to!: number;
}

export class BulkKeyUpdateDto implements BulkKeyUpdate {
  @Required(KEY_LIMITS.keyMax, 'The key (sk-…) or its SHA-256 hash.') key!: string;
  @Line(KEY_LIMITS.idMax, 'Budget whose limits the key borrows.') budget_id?: string | null;
  @Dollars('Spend limit in US dollars.') max_budget?: number | null;
  @Line(KEY_LIMITS.idMax, 'Team.') team_id?: string | null;
  @Lines({ items: KEY_LIMITS.tagsMax, length: KEY_LIMITS.tagMax }, 'Tags.') tags?: string[] | null;
}

export class BulkUpdateKeysDto {
  @IsDefined({ message: 'keys is required' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(KEY_LIMITS.bulkMax)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BulkKeyUpdateDto)
  @ApiProperty({ type: () => [BulkKeyUpdateDto] })
  keys!: BulkKeyUpdateDto[];
}

export class KeyNamesDto {
  @IsDefined({ message: 'keys is required' })
  @IsArray()
  @ArrayMaxSize(KEY_LIMITS.deleteMax)
  @IsString({ each: true })
  @MaxLength(KEY_LIMITS.keyMax, { each: true })
  @ApiProperty({ type: [String], description: 'Keys (sk-…) or hashes.' })
  keys!: string[];
}

export class KeyAliasesQueryDto implements KeyAliasesQuery {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  page?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1_000, default: 50 })
  size?: number;

  @Line(KEY_LIMITS.aliasMax, 'Part of an alias.') search?: string;
  @Line(KEY_LIMITS.idMax, 'Exactly this team.') team_id?: string;
}

export class BlockKeyDto implements BlockKeyRequest {
  @IsDefined({ message: 'key is required: the key (sk-…) or its hash' })
  @IsString()
  @MaxLength(KEY_LIMITS.keyMax)
  @ApiProperty({ description: 'The key (sk-…) or its SHA-256 hash.' })
  key!: string;
}

export class DeleteKeysDto implements DeleteKeysRequest {
  @Lines({ items: KEY_LIMITS.deleteMax, length: KEY_LIMITS.keyMax }, 'Keys (sk-…) or hashes.')
  keys?: string[];
  @Lines({ items: KEY_LIMITS.deleteMax, length: KEY_LIMITS.aliasMax }, 'Aliases.') key_aliases?: string[];
}

export class KeyInfoQueryDto {
  @Line(KEY_LIMITS.keyMax, 'The key (sk-…) or its hash; without it, the calling key.') key?: string;
}

export class KeyListQueryDto implements KeyListQuery {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  page?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 10 })
  size?: number;

  @Line(KEY_LIMITS.idMax, 'Exactly this user.') user_id?: string;
  @Line(KEY_LIMITS.idMax, 'Exactly this team.') team_id?: string;
  @Line(KEY_LIMITS.idMax, 'Exactly this organization.') organization_id?: string;
  @Line(KEY_LIMITS.idMax, 'Exactly this project.') project_id?: string;
  @Line(KEY_LIMITS.idMax, 'Exactly this agent.') agent_id?: string;
  @Line(KEY_LIMITS.idMax, 'Keys of this access group.') access_group_id?: string;
  @Line(KEY_LIMITS.keyMax, 'Exactly this hash.') key_hash?: string;
  @Line(KEY_LIMITS.aliasMax, 'Exactly this alias.') key_alias?: string;
  @Line(KEY_LIMITS.aliasMax, 'Part of an alias or masked name, or the start of a hash.') search?: string;
  @Line(20, 'active, blocked, expired or deleted.') status?: KeyListQuery['status'];
  @Line(20, 'active or expired.') expires?: KeyListQuery['expires'];
  @Line(20, `One of ${KEY_SORT_FIELDS.join(', ')}.`) sort_by?: KeySortField;
  @Line(4, 'asc or desc.') sort_order?: KeyListQuery['sort_order'];
  @Line(100, '`user`: full objects with their user.') expand?: string;

  @QueryFlag() @ApiOptionalFlag('Objects instead of hashes.') return_full_object?: boolean;
  @QueryFlag() @ApiOptionalFlag('Admins: user_id and key_alias match as parts.') substring_matching?: boolean;
}
