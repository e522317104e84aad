import { type Target } from '../provider.js';
import { textParam } from '../target-params.js';

/** LiteLLM's words in front of a model id that choose an API; Converse serves them all. */
const ROUTES =
  /^(?:converse|converse_like|invoke|nova|llama|deepseek_r1|openai|qwen3|qwen2|kimi|moonshot)\/(?=.)/;

const REGION = /^([a-z]{2}(?:-[a-z]+)+-\d)\//;

/** Where calls go when nothing says a region; the region LiteLLM assumes. */
const DEFAULT_REGION = 'us-west-2';

/** What Converse calls a model, and where it is. */
export interface BedrockModel {
  /** Id, ARN or inference profile, as it stands in the path. */
  readonly id: string;
  readonly region: string;
}

/**
 * `anthropic.claude-…`, `us.amazon.nova-…`, an ARN, each perhaps after `converse/` or a region; `model_id` names the
 * profile to call where `model` only tells the family.
 */
export function bedrockModel(target: Target): BedrockModel {
  const name = nameOf(target.model);
  const id = textParam(target, 'model_id') ?? name.id;
  const region =
    textParam(target, 'aws_region_name') ?? name.region ?? regionOfArn(id) ?? textParam(target, 'aws_region');
  return { id, region: region ?? DEFAULT_REGION };
}

/** The name that tells a model's family: an ARN says nothing, its `base_model` does. */
export function familyName(target: Target): string {
  const base = textParam(target, 'base_model');
  return (base ?? nameOf(target.model).id).toLowerCase();
}

function nameOf(model: string): { id: string; region: string | null } {
  const id = model.replace(ROUTES, '');
  const [prefix, region] = REGION.exec(id) ?? [];
  return prefix === undefined
    ? { id, region: null }
    : { id: id.slice(prefix.length), region: region ?? null };
}

/** `arn:aws:bedrock:eu-west-1:123456789012:inference-profile/…` */
function regionOfArn(id: string): string | null {
  return /^arn:[^:]*:bedrock:([a-z0-9-]+):/.exec(id)?.[1] ?? null;
}
