import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ApiOptionalFlag, Dollars, Line, Lines, OneOf, QueryFlag } from '@tollgate/auth';
import {
  type BlockKeyRequest,
  type DeleteKeysRequest,
  type GenerateKeyRequest,
  KEY_LIMITS,
  KEY_SORT_FIELDS,
  KEY_TYPES,
  type KeyListQuery,
  type KeySortField,
  type UpdateKeyRequest,
} from '@tollgate/core';
import { IsDefined, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { KeyFieldsDto } from './key-fields.dto.js';

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

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
  @Dollars('Stored; without effect yet.') temp_budget_increase?: number | null;

  @IsOptional()
  @IsString()
  @Matches(ISO_TIME, { message: 'temp_budget_expiry must be an ISO 8601 time such as 2026-12-31T00:00:00Z' })
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Stored; without effect yet.' })
  temp_budget_expiry?: string | null;
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
