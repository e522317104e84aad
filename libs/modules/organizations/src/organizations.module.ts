import { Module } from '@nestjs/common';

/** Use cases of organizations, without HTTP; the worker imports this one. */
@Module({})
export class OrganizationsModule {}
