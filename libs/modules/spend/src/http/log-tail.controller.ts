import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError, type Caller, CurrentCaller } from '@tollgate/auth';
import { type SpendLogRow } from '@tollgate/core';
import { type Response } from 'express';
import { DataSource } from 'typeorm';
import { LogTail } from '../reports/log-tail.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { TailLogDto } from './spend-query.dto.js';

const LOOK_EVERY_MS = 1_000;
/** A comment now and then keeps proxies from closing the connection. */
const ALIVE_EVERY_LOOKS = 15;
/** Then the client connects anew and is asked again who it is: a key that was blocked sees no more. */
const LONGEST_S = 300;
/** Each looks into the database every second. */
const TAILS_MAX = 50;

/** Calls as they are stored, as server-sent events. */
@ApiTags('spend')
@Controller('spend/logs/tail')
export class LogTailController {
  #open = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: SpendScopes,
  ) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({
    summary: 'New calls as they are stored (server-sent events); the filters of /spend/logs/v2',
  })
  @ApiOkResponse({
    description:
      'Events `call` with a row of the log; ends after five minutes or `seconds`, to be opened again',
  })
  async tail(
    @Query() { seconds = LONGEST_S, ...query }: TailLogDto,
    @CurrentCaller() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    if (this.#open >= TAILS_MAX)
      throw new ApiError({
        ...{ class: 'RateLimitError', param: null },
        message: `This process follows the log for ${TAILS_MAX} clients already; try again later.`,
      });
    this.#open += 1;
    try {
      const tail = new LogTail(this.dataSource, query, await this.scopes.of(caller));
      // A filter that cannot be used is refused before the stream begins.
      await tail.look(Date.now());
      await stream(tail, response, seconds * 1_000);
    } finally {
      this.#open -= 1;
    }
  }
}

/** Sends what comes until the client leaves or the time is up. A client that reads slowly is looked for less often. */
async function stream(tail: LogTail, response: Response, forMs: number): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-accel-buffering', 'no');
  response.flushHeaders();
  response.write('retry: 1000\n\n');
  const endAt = Date.now() + forMs;
  for (let looks = 1; Date.now() < endAt; looks += 1) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: gone.signal }).catch(() => undefined);
    if (gone.signal.aborted) return;
    if (response.writableNeedDrain) continue;
    const rows = await tail.look(Date.now()).catch(() => null);
    // The database is away: the client comes again and is told so.
    if (rows === null) break;
    for (const row of rows) response.write(eventOf(row));
    if (rows.length === 0 && looks % ALIVE_EVERY_LOOKS === 0) response.write(': alive\n\n');
  }
  response.end();
}

function eventOf(row: SpendLogRow): string {
  return `event: call\nid: ${row.id}\ndata: ${JSON.stringify(row)}\n\n`;
}
