import { sendSigned } from '../credentials/send-signed.js';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';
import { send } from './send.js';
import { type Outcome } from './sending.js';

/** Sends one attempt, signed in where its upstream wants that with every call. */
export function dispatch(lane: Lane, call: Call, request: UpstreamRequest): Promise<Outcome> {
  const { credential } = request.destination;
  return credential === null ? send(call, request) : sendSigned(lane, call, request, credential);
}
