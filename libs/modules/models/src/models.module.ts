import { Module } from '@nestjs/common';

/** Use cases of models, without HTTP; the worker imports this one. */
@Module({})
export class ModelsModule {}
