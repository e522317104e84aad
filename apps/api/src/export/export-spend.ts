import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ExportOrderOptions } from '@tollgate/config';
import { type ExportView } from '@tollgate/core';
import { StartFailure } from '../boot/start-failure.js';

const ASK_EVERY_MS = 500;
/** Progress is told so often. */
const TELL_EVERY_MS = 5_000;

/**
 * `tollgate export`: orders a file of a running gateway, waits for its worker, fetches it, and checks it against the sum
 * the gateway told. The file appears under its name only when it is whole.
 * @param tell gets progress; @param say gets what came out.
 */
export async function exportSpend(
  { request, output, url, key, dataDir }: ExportOrderOptions,
  tell: (line: string) => void,
  say: (line: string) => void,
): Promise<void> {
  const gateway = new GatewayApi(url, key ?? (await keptKey(dataDir)));
  const ordered = await gateway.view('/spend/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const done = await finished(gateway, ordered.id, tell);
  const path = output ?? done.file_name ?? `${done.id}.${done.format}`;
  await save(await gateway.fetch(`/spend/exports/${done.id}/file`), path, done.sha256);
  say(summaryOf(done, path));
}

/** The part of the management API that an export needs. */
class GatewayApi {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.key}`);
    const reply = await fetch(`${this.url}${path}`, { ...init, headers }).catch((error: unknown) => {
      throw new StartFailure(
        `No gateway answers at ${this.url} (${causeOf(error)}). Start it, or name it with --url.`,
      );
    });
    if (reply.ok) return reply;
    throw new StartFailure(`The gateway refused (${reply.status}): ${messageOf(await reply.text())}`);
  }

  async view(path: string, init?: RequestInit): Promise<ExportView> {
    return (await (await this.fetch(path, init)).json()) as ExportView;
  }
}

async function finished(gateway: GatewayApi, id: string, tell: (line: string) => void): Promise<ExportView> {
  let toldAt = Date.now();
  for (;;) {
    const view = await gateway.view(`/spend/exports/${id}`);
    if (view.status === 'done') return view;
    if (view.status === 'failed') throw new StartFailure(failureOf(view));
    if (Date.now() - toldAt > TELL_EVERY_MS) {
      toldAt = Date.now();
      tell(view.status === 'queued' ? 'waiting for the worker …' : `${view.rows_written} rows written …`);
    }
    await sleep(ASK_EVERY_MS);
  }
}

async function save(reply: Response, path: string, sha256: string | null): Promise<void> {
  if (reply.body === null) throw new StartFailure('The gateway sent no file.');
  const part = `${path}.part`;
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(reply.body), hashed, createWriteStream(part));
    if (hash.digest('hex') !== sha256)
      throw new StartFailure('The file did not arrive as it was written; try again.');
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function summaryOf(view: ExportView, path: string): string {
  const unpriced = view.unpriced_calls ? `, ${view.unpriced_calls} of them unpriced` : '';
  return [
    path,
    `  period   ${view.period.from} to ${view.period.to} (${view.period.time_zone})`,
    `  total    ${view.total_usd} USD, ${view.calls} calls${unpriced}`,
    `  rows     ${view.rows_written}`,
    `  sha256   ${view.sha256}`,
    '  ties out: events = rollup = file',
  ].join('\n');
}

function failureOf({ error, tie_out: figures }: ExportView): string {
  const told = figures
    ? ` Events ${figures.events_usd}, file ${figures.file_usd}; rollup ${figures.rollup_usd} against ${figures.rollup_events_usd} USD.`
    : '';
  return `${error ?? 'The export failed.'}${told}`;
}

async function keptKey(dataDir: string): Promise<string> {
  const key = await readFile(join(dataDir, 'master-key'), 'utf8').catch(() => '');
  if (key.trim() !== '') return key.trim();
  throw new StartFailure('There is no key: set TOLLGATE_KEY, or name the data directory with --data-dir.', 2);
}

/** The sentence in an error reply, whatever its shape. */
function messageOf(body: string): string {
  const match = /"(?:message|msg|detail)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body);
  return (match?.[1] ?? body).slice(0, 500);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error ? cause.message : 'unknown error';
}
