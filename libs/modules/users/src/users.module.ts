import { Module } from '@nestjs/common';

/** Use cases of users, without HTTP; the worker imports this one. */
@Module({})
export class UsersModule {}
