import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Failure } from '@tollgate/core';
import { isChat, type Operation, surfaceOf } from '@tollgate/llm';
import { firstAttempt } from '@tollgate/routing';
import { authenticate } from '../authenticate/authenticate.js';
import { attribute } from '../authorize/attribute.js';
import { authorizeCredentials, authorizeKey, authorizeModel } from '../authorize/authorize.js';
import { readBody } from '../body/read-body.js';
import { decodeForm, isForm } from '../decode/decode-form.js';
import { decodeRequest } from '../decode/decode-request.js';
import { sendHedged } from '../hedge/send-hedged.js';
import { judge } from '../judge/judge.js';
import { fetchMedia } from '../media/fetch-media.js';
import { mockText } from '../mock/mock-reply.js';
import { type GatewaySettings, type LimitRefusal, type Reservation } from '../ports/ports.js';
import { relayMock } from '../relay/relay-mock.js';
import { relayStream } from '../relay/relay-stream.js';
import { relayWhole } from '../relay/relay-whole.js';
import { limitFailure, reserve } from '../reserve/reserve.js';
import { dispatch } from '../send/dispatch.js';
import { translate } from '../translate/translate.js';
import { translateEndpoint } from '../translate/translate-endpoint.js';
import { Call } from './call.js';
import { type Lane } from './lane.js';
import { noDeployment, failCall, refuse } from './refusals.js';
import { conditionsOf, wishesOf } from './route-conditions.js';

/** A call of a model that has been claimed, from its body to its settled end. What is refused before its key is known leaves no event. */
export async function serveCall(
  lane: Lane,
  settings: GatewaySettings,
  operation: Operation,
  pathModel: string | null,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const surface = surfaceOf(operation);
  const body = await readBody(req, settings);
  if (body === null) return;
  if (typeof body !== 'string') return refuse(lane, settings, req, res, body, surface);

  const decode = isForm(operation) ? decodeForm : decodeRequest;
  const decoded = decode(operation, body, pathModel, req.headers);
  if ('class' in decoded) return refuse(lane, settings, req, res, decoded, surface);

  const caller = authenticate(req.headers, lane.ports.keys, settings.keyHeader);
  const key = caller instanceof Promise ? await caller : caller;
  if ('class' in key) return refuse(lane, settings, req, res, key, surface);

  return carryOut(lane, new Call(req, res, lane.ownSettings.of(key, settings), key, decoded));
}

/** A decoded call of a known key, to its settled end. Never throws: whatever happens is answered. */
export async function carryOut(lane: Lane, call: Call): Promise<void> {
  try {
    const admitted = admit(lane, call);
    if (!(admitted instanceof Promise ? await admitted : admitted)) return;
    await attempts(lane, call);
    const silentModel = call.deployment?.silentModel;
    if (silentModel !== undefined && !call.isCopy && !call.clientGone)
      lane.mirrors.copy(call, silentModel, (copy) => carryOut(lane, copy));
  } catch (error) {
    lane.ports.log.error('A call failed in the gateway itself.', error);
    failCall(lane, call, { class: 'InternalServerError', message: 'Internal server error.', param: null });
  }
}

/** Authorizes, plans and reserves; what may not go on is answered. A promise only where limits are kept elsewhere. */
function admit(lane: Lane, call: Call): boolean | Promise<boolean> {
  const { key, decoded, settings } = call;
  const barred =
    authorizeKey(key, () => pathOf(call), call.startedAt) ??
    authorizeCredentials(decoded.options.apiKey, settings.allowClientSideCredentials) ??
    attribute(call, lane.ports.attributions);
  if (barred) return refused(lane, call, barred);
  const group = authorizeModel(key, decoded.askedModel, settings.table, call.attributions);
  if ('class' in group) return refused(lane, call, group);
  call.group = group.name;

  const plan = firstAttempt(group, wishesOf(call, group), conditionsOf(lane, call));
  if (plan.type !== 'send') return refused(lane, call, noDeployment(plan));
  call.follow(plan.state, plan.afterMs);

  const held = reserve(lane.ports, call);
  return held instanceof Promise ? held.then((answer) => hold(lane, call, answer)) : hold(lane, call, held);
}

function hold(lane: Lane, call: Call, held: Reservation | LimitRefusal): boolean {
  if (!held.granted) return refused(lane, call, limitFailure(held), held.headers);
  call.reservation = held;
  return true;
}

function refused(lane: Lane, call: Call, failure: Failure, headers?: readonly string[]): false {
  failCall(lane, call, failure, headers);
  return false;
}

/** Sends, judges and sends again, until something is delivered or nothing more can be done. Bounded by routing. */
async function attempts(lane: Lane, call: Call): Promise<void> {
  for (;;) {
    const mock = mockText(call);
    if (mock !== null) return relayMock(lane, call, mock);

    const request = isChat(call.decoded.operation) ? translate(call, lane) : translateEndpoint(call, lane);
    if ('class' in request) return failCall(lane, call, request);
    if (request.kind === 'media-wanted') {
      const failure = await fetchMedia(lane.media, call, request.media);
      if (failure !== null || call.clientGone) return failCall(lane, call, failure);
      continue;
    }

    const { hedging } = call.settings.table;
    const hedged = hedging === undefined ? null : await sendHedged(lane, call, request, hedging);
    const answered = hedged?.request ?? request;
    const outcome = hedged?.outcome ?? (await dispatch(lane, call, request));
    const verdict = judge(lane, call, answered, outcome);
    switch (verdict.type) {
      case 'deliver-whole':
        return relayWhole(lane, call, verdict.answer, verdict.headers);
      case 'deliver-stream':
        return relayStream(lane, call, answered, verdict.reply);
      case 'again':
        call.follow(verdict.state, verdict.afterMs);
        await call.pause(verdict.afterMs);
        break;
      case 'give-up':
        return failCall(lane, call, verdict.failure, verdict.headers);
      case 'client-gone':
        return failCall(lane, call, null);
    }
    if (call.clientGone) return failCall(lane, call, null);
  }
}

function pathOf({ req, settings }: Call): string {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
  return settings.rootPath !== '' && path.startsWith(`${settings.rootPath}/`)
    ? path.slice(settings.rootPath.length)
    : path;
}
