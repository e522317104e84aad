import { describe, expect, it } from '@jest/globals';
import { textBody } from '../outcome.js';
import { newWebhookSecret, signatureOf } from './signature.js';

describe('the signature of a webhook', () => {
  it('is that of the example of Standard Webhooks', async () => {
    // The specification's own test vector: github.com/standard-webhooks/standard-webhooks, spec and libraries.
    const headers = await signatureOf(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1614265330_000),
      textBody('{"test": 2432232314}', 'application/json'),
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('has secrets of 24 random bytes', () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.slice('whsec_'.length), 'base64')).toHaveLength(24);
  });
});
