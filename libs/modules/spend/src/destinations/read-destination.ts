import { ok, refuse, type Result, unreachable } from '@tollgate/core';
import { isMailAddress, newWebhookSecret } from '@tollgate/delivery';
import { z } from 'zod';
import { type Destination } from './destination.js';

/** May this host be delivered to, as far as its address tells? Names are looked up when something is sent. */
export type IsReachable = (url: string) => boolean;

/** A destination that was read, and the secret that was made for it because none came with it. */
export interface ReadDestination {
  readonly destination: Destination;
  readonly newSecret: string | null;
}

const NO_CONTROLS = /^[^\u0000-\u001f\u007f]*$/;
const secret = z
  .string()
  .min(16)
  .max(512)
  .regex(/^[\x21-\x7e]+$/)
  .nullish();

const objectStore = z.strictObject({
  type: z.literal('s3'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  prefix: z.string().max(512).regex(NO_CONTROLS).nullish(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,32}$/)
    .nullish(),
  endpoint: z.url().max(2_048).nullish(),
  path_style: z.boolean().nullish(),
  access_key_id: z
    .string()
    .regex(/^[\x21-\x7e]{3,256}$/)
    .nullish(),
  secret_access_key: z
    .string()
    .regex(/^[\x21-\x7e]{8,512}$/)
    .nullish(),
});
const webhook = z.strictObject({ type: z.literal('webhook'), url: z.url().max(2_048), secret });
const mail = z.strictObject({
  type: z.literal('email'),
  to: z.array(z.string().refine(isMailAddress, 'must be an e-mail address')).min(1).max(20),
});
const request = z.discriminatedUnion('type', [objectStore, webhook, mail]);

/**
 * Reads a destination that somebody names. A secret that is left out is kept, but only where it went before: an old secret is
 * never sent to a new host.
 * @param before the destination that is replaced; null: there is none.
 */
export function readDestination(
  given: unknown,
  before: Destination | null,
  isReachable: IsReachable,
): Result<ReadDestination> {
  const parsed = request.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = ['destination', ...(issue?.path ?? [])].join('.');
    return badRequest(param, issue?.message ?? 'cannot be used');
  }
  switch (parsed.data.type) {
    case 's3':
      return readStore(parsed.data, before, isReachable);
    case 'webhook':
      return readWebhook(parsed.data, before, isReachable);
    case 'email':
      return ok({ destination: { type: 'email', to: parsed.data.to }, newSecret: null });
    default:
      return unreachable(parsed.data);
  }
}

function readStore(
  given: z.infer<typeof objectStore>,
  before: Destination | null,
  isReachable: IsReachable,
): Result<ReadDestination> {
  const endpoint = given.endpoint ?? null;
  if (endpoint !== null && !isReachable(endpoint)) return badRequest('destination.endpoint', NOT_REACHABLE);
  const accessKeyId = given.access_key_id ?? null;
  const same = before?.type === 's3' && before.store.endpoint === endpoint ? before.store.keys : null;
  const kept = same?.accessKeyId === accessKeyId ? same.secretAccessKey : null;
  const secretAccessKey = given.secret_access_key ?? kept;
  if ((accessKeyId === null) !== (secretAccessKey === null))
    return badRequest(
      accessKeyId === null ? 'destination.access_key_id' : 'destination.secret_access_key',
      'must be given: the two keys of a store belong together',
    );
  const keys = accessKeyId === null || secretAccessKey === null ? null : { accessKeyId, secretAccessKey };
  if (endpoint !== null && keys === null)
    return badRequest('destination.access_key_id', 'must be given for a store of your own');
  const store = {
    ...{ bucket: given.bucket, region: given.region ?? 'us-east-1', endpoint, keys },
    pathStyle: given.path_style ?? endpoint !== null,
  };
  return ok({ destination: { type: 's3', store, prefix: given.prefix ?? '' }, newSecret: null });
}

function readWebhook(
  { url, secret: given }: z.infer<typeof webhook>,
  before: Destination | null,
  isReachable: IsReachable,
): Result<ReadDestination> {
  if (!isReachable(url)) return badRequest('destination.url', NOT_REACHABLE);
  const kept = before?.type === 'webhook' && before.url === url ? before.secret : null;
  const newSecret = given == null && kept === null ? newWebhookSecret() : null;
  return ok({ destination: { type: 'webhook', url, secret: given ?? kept ?? newSecret ?? '' }, newSecret });
}

const NOT_REACHABLE =
  'must be an http(s) URL without credentials in it, at a public address or in a network that TOLLGATE_DELIVERY_NETWORKS names';

function badRequest(param: string, what: string): Result<never> {
  return refuse({ class: 'BadRequestError', message: `${param}: ${what}.`, param });
}
