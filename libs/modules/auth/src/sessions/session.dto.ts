import { ApiProperty } from '@nestjs/swagger';
import { type SessionView, type SignInRequest } from '@tollgate/core';
import { IsDefined, IsString, MaxLength } from 'class-validator';

export class SignInDto implements SignInRequest {
  @ApiProperty({ description: 'The master key.', maxLength: 512 })
  @MaxLength(512)
  @IsString()
  @IsDefined({ message: 'key is required: the master key' })
  key!: string;
}

export class SessionDto implements SessionView {
  @ApiProperty() user_id!: string;
  @ApiProperty({ enum: ['proxy_admin', 'proxy_admin_viewer', 'internal_user', 'internal_user_viewer'] })
  role!: SessionView['role'];
  @ApiProperty({ format: 'date-time' }) expires_at!: string;
  @ApiProperty({ description: 'Sent back as x-csrf-token with every write.' }) csrf_token!: string;
  @ApiProperty() version!: string;
}
