import { Module } from '@nestjs/common';

/** Use cases of spend, without HTTP; the worker imports this one. */
@Module({})
export class SpendModule {}
