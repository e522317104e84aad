import { type Credential } from '@tollgate/llm';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { send } from '../send/send.js';
import { type Outcome } from '../send/sending.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';

/** Sends one attempt whose upstream wants a token or a signature. That none can be got is the attempt's fault. */
export async function sendSigned(
  lane: Lane,
  call: Call,
  request: UpstreamRequest,
  credential: Credential,
): Promise<Outcome> {
  const { destination, body } = request;
  const headers = await lane.credentials.headersOf(credential, { ...destination, body });
  if ('class' in headers) return { type: 'fault', fault: headers };
  return send(call, { ...request, destination: { ...destination, headers: [...headers] } });
}
