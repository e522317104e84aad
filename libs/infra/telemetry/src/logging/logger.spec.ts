import { describe, expect, it } from '@jest/globals';
import { NO_USAGE, type SpendEvent } from '@tollgate/core';
import { CallLog } from './call-log.js';
import { createLogger, type LoggerOptions, readLogLevel } from './logger.js';
import { NestLog } from './nest-log.js';

function record(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ level: 'info', json: true, isTerminal: false, stream, ...options });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  return { logger, lines, last };
}

const event: SpendEvent = {
  id: '0198f7a0-0000-7000-8000-000000000001',
  callId: 'call-1',
  responseId: 'chatcmpl-1',
  startedAt: 1_000,
  endedAt: 1_812,
  firstTokenMs: 200,
  status: 'success',
  httpStatus: 200,
  errorClass: null,
  errorMessage: null,
  callType: 'acompletion',
  stream: true,
  askedModel: 'fast',
  modelGroup: 'fast',
  sentModel: 'gpt-4o-mini',
  provider: 'openai',
  deploymentId: 'd1',
  keyHash: 'ab'.repeat(32),
  keyAlias: null,
  userId: null,
  teamId: null,
  organizationId: null,
  endUserId: null,
  tags: [],
  metadata: { secret_plan: 'of the caller' },
  requesterIp: null,
  usage: { ...NO_USAGE, inputTokens: 120, outputTokens: 35 },
  usageEstimated: false,
  cost: 39_000_000n,
  priceSource: 'catalogue',
  priceVersion: null,
  attemptedRetries: 0,
  attemptedFallbacks: 0,
};

describe('a log line', () => {
  it('is JSON with an ISO time and the name of its level', () => {
    const { logger, last } = record();
    logger.warn({ port: 4000 }, 'taken');
    expect(last()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      port: 4000,
      msg: 'taken',
    });
  });

  it('keeps the level', () => {
    const { logger, lines } = record({ level: 'error' });
    logger.warn('no');
    logger.error('yes');
    expect(lines).toHaveLength(1);
  });

  it('is one readable line on a terminal, with colours there only', () => {
    const terminal = record({ json: false, isTerminal: true });
    terminal.logger.info({ request_id: 'a b', ms: 7 }, 'call');
    const plain = (terminal.lines[0] ?? '').replaceAll(/\u001b\[\d+m/g, '');
    expect(plain).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}call request_id="a b" ms=7\n$/);
    expect(terminal.lines[0]).toContain('\u001b[');
    const file = record({ json: false });
    file.logger.info('call');
    expect(file.last()).toMatchObject({ msg: 'call' });
  });

  it('shows an error with its stack, cause and own fields', () => {
    const { logger, last } = record();
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'E1' });
    logger.error({ err: error }, 'failed');
    expect(last()['err']).toMatchObject({
      type: 'Error',
      message: 'outer',
      stack: expect.stringContaining('logger.spec'),
      code: 'E1',
      cause: { message: 'inner' },
    });
  });

  it('survives whatever it is given', () => {
    const { logger, last } = record();
    const circle: Record<string, unknown> = { big: 10n, bytes: Buffer.from('abc') };
    circle['self'] = circle;
    let deep: object = {};
    for (let level = 0; level < 50; level++) deep = { deep };
    logger.info({ circle, deep, many: Array.from({ length: 10_000 }, (_, index) => index) }, 'odd');
    expect(last()['circle']).toEqual({ big: '10', bytes: '[3 bytes]', self: '[circular]' });
    expect(JSON.stringify(last()).length).toBeLessThan(5_000);
  });
});

describe('secrets', () => {
  it.each([
    'authorization',
    'Authorization',
    'x-api-key',
    'api-key',
    'api_key',
    'apiKey',
    'OPENAI_API_KEY',
    'x-goog-api-key',
    'cookie',
    'set-cookie',
    'password',
    'aws_secret_access_key',
    'client_secret',
    'master_key',
    'DATABASE_URL',
  ])('are removed from a field %s at any depth', (name) => {
    const { logger, lines } = record();
    logger.info({ [name]: 'hush-hush', a: [{ b: { [name]: { nested: 'hush-hush' } } }] }, 'x');
    expect(lines.join('')).not.toContain('hush-hush');
  });

  it.each(['tokens', 'max_tokens', 'key', 'key_alias', 'monkey', 'passport', 'secretary'])(
    'are not suspected in a field %s',
    (name) => {
      const { logger, last } = record();
      logger.info({ [name]: 'visible' }, 'x');
      expect(last()[name]).toBe('visible');
    },
  );

  it.each([
    ['Incorrect API key provided: sk-proj-abcdef123456.', 'Incorrect API key provided: sk-[redacted].'],
    ['Incorrect API key provided: sk-abc***xyz9', 'Incorrect API key provided: sk-[redacted]'],
    ['header Authorization: Bearer abc.def-ghi', 'header Authorization: Bearer [redacted]'],
    ['connect postgresql://me:pa55@db:5432/x', 'connect postgresql://[redacted]@db:5432/x'],
    ['key AIzaSyA1234567890abcdefghijklmnop', 'key [redacted]'],
  ])('are removed from the midst of a text: %s', (text, clean) => {
    const { logger, last } = record();
    logger.error({ err: new Error(text), details: [text] }, text);
    expect(last()).toMatchObject({ msg: clean, details: [clean], err: { message: clean } });
  });

  it('leave ordinary texts alone', () => {
    const { logger, last } = record();
    const text = 'risk-free ask-me mailto:a@b.example https://host/path?x=a@b basic idea';
    logger.info(text);
    expect(last()['msg']).toBe(text);
  });
});

describe('CallLog', () => {
  it('tells of a call what an operator looks for, and nothing of its content', () => {
    const { logger, last, lines } = record();
    new CallLog(logger).call(event);
    expect(last()).toMatchObject({
      msg: 'call',
      request_id: 'call-1',
      status: 200,
      model: 'fast',
      sent_model: 'gpt-4o-mini',
      provider: 'openai',
      key: 'abababababab',
      ms: 812,
      input_tokens: 120,
      output_tokens: 35,
      cost: '0.000039',
    });
    expect(lines.join('')).not.toContain('secret_plan');
  });

  it('tells why a call failed', () => {
    const { logger, last } = record();
    new CallLog(logger).call({
      ...event,
      httpStatus: 429,
      errorClass: 'RateLimitError',
      errorMessage: 'slow down',
    });
    expect(last()).toMatchObject({ status: 429, error: 'RateLimitError', reason: 'slow down' });
  });

  it('lets no text forge a line, and shows no secret of a provider’s message', () => {
    const { logger, last, lines } = record();
    const errorMessage = 'Incorrect API key provided: sk-proj-abcdef123456\n{"level":"info"}';
    new CallLog(logger).call({
      ...event,
      callId: 'a","status":200\n',
      errorClass: 'AuthenticationError',
      errorMessage,
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(last()).toMatchObject({
      request_id: 'a","status":200\n',
      reason: 'Incorrect API key provided: sk-[redacted]\n{"level":"info"}',
    });
  });

  it('is silent above info', () => {
    const { logger, lines } = record({ level: 'warn' });
    new CallLog(logger).call(event);
    expect(lines).toEqual([]);
  });
});

describe('NestLog', () => {
  it('takes messages as Nest gives them: context last, a stack before it', () => {
    const { logger, last } = record();
    const nest = new NestLog(logger);
    nest.warn('careful', 'Rollup');
    expect(last()).toMatchObject({ level: 'warn', msg: 'careful', context: 'Rollup' });
    nest.error('broken', 'Error: broken\n    at x', 'Rollup');
    expect(last()).toMatchObject({
      level: 'error',
      msg: 'broken',
      context: 'Rollup',
      stack: 'Error: broken\n    at x',
    });
    nest.error(new Error('thrown'));
    expect(last()).toMatchObject({ msg: 'thrown', err: { message: 'thrown' } });
  });

  it('keeps what Nest tells of its own start for debugging', () => {
    const { logger, lines } = record();
    new NestLog(logger).log('Mapped {/keys, GET} route', 'RouterExplorer');
    expect(lines).toEqual([]);
  });
});

describe('readLogLevel', () => {
  it.each([
    ['DEBUG', 'debug'],
    ['info', 'info'],
    ['Warning', 'warn'],
    ['ERROR', 'error'],
    ['CRITICAL', 'error'],
    ['loud', null],
  ])('reads %s', (text, level) => {
    expect(readLogLevel(text)).toBe(level);
  });
});
