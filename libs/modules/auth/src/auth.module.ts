import { Module } from '@nestjs/common';

/** Use cases of auth, without HTTP; the worker imports this one. */
@Module({})
export class AuthModule {}
