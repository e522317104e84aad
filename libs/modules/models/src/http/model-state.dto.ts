import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

const NAME_MAX = 512;
const TAGS_MAX = 50;

export class RouteQueryDto {
  @IsString()
  @MinLength(1)
  @MaxLength(NAME_MAX)
  @ApiProperty({ description: 'The name a client would ask for.' })
  model!: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMaxSize(TAGS_MAX)
  @IsString({ each: true })
  @MaxLength(NAME_MAX, { each: true })
  @ApiPropertyOptional({ type: String, description: 'Tags of the call, separated by commas.' })
  tags?: string[];

  @IsOptional()
  @IsIn(['true', 'false'])
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' })
  stream?: string;
}
