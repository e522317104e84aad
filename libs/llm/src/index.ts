export * from './chat/chat-event.js';
export * from './chat/chat-request.js';
export * from './endpoints/endpoint-ability.js';
export * from './endpoints/operation.js';
export { audioSeconds } from './endpoints/usage.js';
export { inEncoding } from './endpoints/embeddings/vectors.js';
export { hasAbility, MODEL_ABILITIES, type ModelAbility } from './parameters/model-abilities.js';
export { SUPPORT_PROBES, supportedOpenAiParams } from './parameters/supported-params.js';
export * from './pricing/config-prices.js';
export { costOf, coversUsage } from './pricing/cost.js';
export { costLines, type CostLine } from './pricing/cost-lines.js';
export * from './pricing/price-sheet.js';
export * from './providers/credential.js';
export * from './providers/provider.js';
export {
  type MediaBytes,
  type RemoteMedia,
  remoteMediaOf,
  withMediaBytes,
} from './providers/remote-media.js';
export * from './surfaces/surface.js';
export * from './surfaces/surface-of.js';
export * from './tokens/estimate.js';
export { anthropicMessages } from './surfaces/anthropic-messages/surface.js';
export { openAiChat } from './surfaces/openai-chat/surface.js';
export { GATEWAY_MEMBERS } from './surfaces/openai-chat/gateway-members.js';
export { withSignature, splitSignature } from './chat/tool-call-id.js';
export * from './framing/framing-fault.js';
export * from './framing/ndjson.js';
export * from './framing/server-sent-events.js';
export { factsOfProvider, type ProviderFacts, providerFacts } from './providers/directory/provider-facts.js';
export { providerDetails, providerList } from './providers/directory/provider-list.js';
export { providersPage } from './providers/directory/providers-page.js';
export { allProviders, findProvider } from './providers/registry.js';
export * from './providers/resolve-model.js';
export { protocolFault, toFailure } from './providers/faults/upstream-fault.js';
export { scrub } from './providers/faults/scrub.js';
export { isListed, type ModelList, modelListOf } from './providers/probe/model-list.js';

export { cataloguePrices, contextWindowOf } from './pricing/catalogue.js';
