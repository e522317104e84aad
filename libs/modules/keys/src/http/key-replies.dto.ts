import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The replies as the API documentation shows them; the types that code is checked against are in @tollgate/core. */
export class KeyColumnsDto {
  @ApiProperty({ type: String, nullable: true, example: 'sk-...wX7g' }) key_name!: string | null;
  @ApiProperty({ type: String, nullable: true }) key_alias!: string | null;
  @ApiProperty({ description: 'US dollars' }) spend!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'US dollars' }) max_budget!: number | null;
  @ApiProperty({ type: String, nullable: true }) budget_duration!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) max_parallel_requests!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) tpm_limit!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) rpm_limit!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expires!: string | null;
  @ApiProperty({ type: [String] }) models!: string[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) aliases!: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) metadata!: object;
  @ApiProperty({ type: [String] }) allowed_routes!: string[];
  @ApiProperty({ type: String, nullable: true }) user_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) team_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) organization_id!: string | null;
  @ApiProperty({ type: Boolean, nullable: true }) blocked!: boolean | null;
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true }) last_active!: string | null;
  @ApiProperty({ type: String, nullable: true }) created_by!: string | null;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) updated_at!: string;
}

export class KeyDetailsDto extends KeyColumnsDto {
  @ApiProperty({ description: 'SHA-256 of the key, hex' }) token!: string;
}

export class GeneratedKeyDto extends KeyDetailsDto {
  @ApiProperty({ description: 'The secret; shown here only', example: 'sk-Zr8q2T0c6mB1kQn4yVwX7g' })
  key!: string;
  @ApiProperty({ description: 'The same as token' }) token_id!: string;
  @ApiProperty({ type: String, nullable: true }) duration!: string | null;
}

export class ChangedKeyDto extends KeyDetailsDto {
  @ApiProperty({ description: 'As it was passed' }) key!: string;
}

export class KeyInfoDto {
  @ApiProperty({ description: 'As it was passed' }) key!: string;
  @ApiProperty() info!: KeyColumnsDto;
}

export class KeyListDto {
  @ApiProperty({ type: [KeyDetailsDto], description: 'Hashes (text) unless return_full_object is set' })
  keys!: KeyDetailsDto[];
  @ApiProperty() total_count!: number;
  @ApiProperty() current_page!: number;
  @ApiProperty() total_pages!: number;
}

export class DeletedKeysDto {
  @ApiProperty({ type: [String] }) deleted_keys!: string[];
}
