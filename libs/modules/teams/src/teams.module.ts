import { Module } from '@nestjs/common';

/** Use cases of teams, without HTTP; the worker imports this one. */
@Module({})
export class TeamsModule {}
