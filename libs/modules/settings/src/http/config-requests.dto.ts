import { JsonMap, Required } from '@tollgate/auth';
import { type ConfigUpdateRequest, type SettingsSectionName } from '@tollgate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow as Keep, IsIn, IsOptional } from 'class-validator';

const NAME_MAX = 128;
const SECTIONS = ['router_settings', 'litellm_settings', 'general_settings'] as const;
/** Room for the aliases and fallbacks of a large installation. */
const SECTION_BYTES_MAX = 1_048_576;
const AS_IN_FILE = 'As in the configuration file; null takes a stored value away.';

export class ConfigUpdateDto implements ConfigUpdateRequest {
  @JsonMap(AS_IN_FILE, SECTION_BYTES_MAX) general_settings?: Record<string, unknown> | null;
  @JsonMap(AS_IN_FILE, SECTION_BYTES_MAX) litellm_settings?: Record<string, unknown> | null;
  @JsonMap(AS_IN_FILE, SECTION_BYTES_MAX) router_settings?: Record<string, unknown> | null;
  @JsonMap('Variables by name, kept encrypted; null takes one away.', SECTION_BYTES_MAX)
  environment_variables?: Record<string, unknown> | null;
}

export class SectionQueryDto {
  @IsOptional()
  @IsIn(SECTIONS)
  @ApiPropertyOptional({ enum: SECTIONS, default: 'general_settings' })
  config_type?: SettingsSectionName;
}

export class FieldQueryDto extends SectionQueryDto {
  @Required(NAME_MAX, 'Name of a setting.') field_name!: string;
}

export class FieldUpdateDto extends FieldQueryDto {
  @Keep()
  @ApiProperty({ description: 'The value, as in the configuration file.' })
  field_value!: unknown;
}
