import { Module } from '@nestjs/common';

/** Use cases of keys, without HTTP; the worker imports this one. */
@Module({})
export class KeysModule {}
