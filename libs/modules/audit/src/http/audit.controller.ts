import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FailsInShape, orThrow } from '@tollgate/auth';
import { type AuditEntryView, type AuditPage } from '@tollgate/core';
import { ReadAuditLog } from '../log/read-audit-log.js';
import { AuditQueryDto } from './audit-query.dto.js';
import { auditEntryViewOf } from './audit-view.js';

/** Who changed what, from what to what, and from where. Contract: management API §12, audit. */
@ApiTags('audit')
@ApiBearerAuth()
@Controller('audit')
@FailsInShape('B')
export class AuditController {
  constructor(private readonly log: ReadAuditLog) {}

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'Administrative acts by page, newest first; with a cursor, from page to page' })
  async list(@Query() query: AuditQueryDto): Promise<AuditPage> {
    const { entries, total, page, size, nextCursor } = orThrow(await this.log.page(query));
    return {
      audit_logs: entries.map(auditEntryViewOf),
      total,
      page,
      page_size: size,
      total_pages: Math.ceil(total / size),
      next_cursor: nextCursor,
    };
  }

  @Get(':id')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One act' })
  async one(@Param('id') id: string): Promise<AuditEntryView> {
    return auditEntryViewOf(orThrow(await this.log.one(id)));
  }
}
