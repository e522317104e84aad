import { Module } from '@nestjs/common';

/** Use cases of audit, without HTTP; the worker imports this one. */
@Module({})
export class AuditModule {}
