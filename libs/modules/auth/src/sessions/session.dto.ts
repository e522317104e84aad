import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type SessionView, type SignInRequest } from '@tollgate/core';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class SignInDto implements SignInRequest {
  @ApiPropertyOptional({ description: 'The master key.', maxLength: 512 })
  @IsOptional()
  @MaxLength(512)
  @IsString()
  key?: string;

  @ApiPropertyOptional({ description: 'Id or e-mail address of a user.', maxLength: 255 })
  @IsOptional()
  @MaxLength(255)
  @IsString()
  user?: string;

  @ApiPropertyOptional({ description: 'The password of the user.', maxLength: 512 })
  @IsOptional()
  @MaxLength(512)
  @IsString()
  password?: string;
}

export class SessionDto implements SessionView {
  @ApiProperty() user_id!: string;
  @ApiProperty({ enum: ['proxy_admin', 'proxy_admin_viewer', 'internal_user', 'internal_user_viewer'] })
  role!: SessionView['role'];
  @ApiProperty({ format: 'date-time' }) expires_at!: string;
  @ApiProperty({ description: 'Sent back as x-csrf-token with every write.' }) csrf_token!: string;
  @ApiProperty() version!: string;
}
