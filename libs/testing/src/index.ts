export { FakeClock } from './clock/fake-clock.js';
export { countTokens } from './fake-providers/answers/tokens.js';
export { type Behaviour, type Match } from './fake-providers/behaviour.js';
export {
  FakeProviders,
  type FakeProvidersOptions,
  type ProviderId,
} from './fake-providers/fake-providers.js';
export { type Fault } from './fake-providers/faults/fault.js';
export {
  SERVICE_ACCOUNT,
  SERVICE_ACCOUNT_TOKEN,
  SUBJECT_TOKEN,
} from './fake-providers/providers/vertex/google-sign-in.js';
export { type ReceivedCall } from './fake-providers/received-calls.js';
export { runContract, type Verdict } from './provider-contract/provider-contract.js';
export { CHROMIUM_FLAGS, chromiumPath } from './services/chromium.js';
export { isInstalled, MissingServiceError, SERVICE_NAMES, type ServiceName } from './services/executable.js';
export { freePort } from './services/free-port.js';
export { type RedisServer, startRedis } from './services/redis.js';
export { HttpSink, type SunkRequest } from './sinks/http-sink.js';
export { MailSink, type SunkMail } from './sinks/mail-sink.js';
export { ObjectStoreSink, STORE_KEYS, type SunkObject } from './sinks/object-store-sink.js';
export {
  awkwardCuts,
  cutAt,
  cutEvery,
  type Framing,
  frameTranscript,
  readTranscript,
} from './transcripts/transcript.js';
