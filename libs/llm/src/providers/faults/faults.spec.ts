import { describe, expect, it } from '@jest/globals';
import { readOpenAiError } from './openai-error.js';
import { readRetryAfter } from './retry-after.js';
import { scrub } from './scrub.js';
import { toFailure } from './upstream-fault.js';

describe('text of a provider', () => {
  it.each([
    'Incorrect API key provided: sk-test-secret-2.',
    'Key AIzaTESTSECRET1 is invalid',
    'GET https://api.example.com/v1/models?key=secretvalue failed',
    'connect ECONNREFUSED 10.0.0.7:8443',
    'getaddrinfo ENOTFOUND vllm.internal.corp.local',
    'header Authorization: Bearer eyJhbGciOi.secret',
    'postgres://user:pgsecret3@db:5432/x is away',
    'api_key="gsk_secret123456789"',
    'localhost:11434 refused',
  ])('shows no secret, URL or host: %s', (text) => {
    expect(scrub(text)).not.toMatch(
      /secret|AIza|sk-|api\.example|10\.0\.0|corp|eyJ|localhost|5432|8443|11434/,
    );
  });

  it('keeps what helps the client', () => {
    const text =
      "Model gpt-4.1-mini: 'messages[0].content' is 210000 tokens > 200000. See config.yaml, e.g. 3.5.";
    expect(scrub(text)).toBe(text);
  });

  it('is bounded, also when it is hostile to patterns', () => {
    expect(scrub('x'.repeat(100_000))).toHaveLength(2_000);
    const started = Date.now();
    scrub('a.'.repeat(50_000));
    scrub('sk-'.repeat(50_000));
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});

describe('time to wait', () => {
  it.each([
    [{ 'retry-after': '34' }, 34],
    [{ 'retry-after': '0.5' }, 0.5],
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1.5],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT', date: 'Wed, 21 Oct 2026 07:29:00 GMT' }, 0],
    [{ 'retry-after': '999999999' }, 86_400],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '' }, null],
    [{}, null],
  ])('of %j is %s seconds', (headers, seconds) => {
    expect(readRetryAfter(headers as Record<string, string>)).toBe(seconds);
  });
});

describe('error bodies of other shapes', () => {
  it.each([
    ['{"error":"plain words"}', 'plain words'],
    ['{"message":"top level"}', 'top level'],
    ['{"detail":[{"loc":["body","n"],"msg":"too many"}]}', 'body.n: too many'],
    ['{"code":"x","error":"xAI says no"}', 'xAI says no'],
    ['{"message":{"detail":[{"loc":["body","user"],"msg":"not permitted"}]}}', 'body.user: not permitted'],
    ['not json', 'not json'],
    ['<html><body>502 Bad Gateway nginx</body></html>', 'The upstream gave no reason.'],
    ['', 'The upstream gave no reason.'],
    ['null', 'null'],
  ])('%s', (body, message) => {
    expect(readOpenAiError(400, {}, body).message).toBe(message);
  });
});

describe('what a client is told', () => {
  const failure = (status: number, error: object) =>
    toFailure(readOpenAiError(status, {}, JSON.stringify({ error })), 'OpenAI');

  it('names class and provider in the words clients of LiteLLM look for', () => {
    expect(
      failure(400, { message: 'maximum context length is 8 tokens', type: 'invalid_request_error' }),
    ).toEqual({
      class: 'ContextWindowExceededError',
      message:
        'litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - maximum context length is 8 tokens',
      param: null,
      type: 'invalid_request_error',
      code: 'context_length_exceeded',
    });
    expect(failure(400, { message: 'filtered', code: 'content_filter' })).toMatchObject({
      code: 'content_filter',
    });
  });

  it('is not that his own key is wrong when it was the gateway’s, and none of the provider’s text', () => {
    const refused = failure(401, { message: 'Incorrect API key provided: sk-abc', code: 'invalid_api_key' });
    expect(refused).toMatchObject({ class: 'ServiceUnavailableError' });
    expect(refused.message).not.toContain('Incorrect');
  });

  it('rounds the wait up to whole seconds', () => {
    const fault = readOpenAiError(429, { 'retry-after-ms': '1200' }, '{"error":{"message":"slow down"}}');
    expect(toFailure(fault, 'OpenAI')).toMatchObject({ class: 'RateLimitError', retryAfterSeconds: 2 });
  });
});
