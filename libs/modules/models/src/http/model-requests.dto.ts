import { Flag, JsonMap, Line, Required, RequiredMap } from '@tollgate/auth';
import { KEY_LIMITS } from '@tollgate/core';

const PARAMS = 'What is sent upstream and how, as in model_list of the configuration file.';
const INFO = 'What is known of the model, as in model_list of the configuration file.';
const NULL_REMOVES = ' Laid over what is there; null takes a member away.';

export class NewModelDto {
  @Required(KEY_LIMITS.modelNameMax, 'The name clients ask for.') model_name!: string;

  @RequiredMap(PARAMS)
  litellm_params!: Record<string, unknown>;

  @JsonMap(INFO) model_info?: Record<string, unknown> | null;
  @Flag('Paused: it gets no calls.') blocked?: boolean | null;
}

export class ChangedModelDto {
  @Line(KEY_LIMITS.modelNameMax, 'The name clients ask for.') model_name?: string | null;
  @JsonMap(PARAMS + NULL_REMOVES) litellm_params?: Record<string, unknown> | null;
  @JsonMap(INFO + NULL_REMOVES) model_info?: Record<string, unknown> | null;
  @Flag('Paused: it gets no calls.') blocked?: boolean | null;
}

export class UpdateModelDto extends ChangedModelDto {
  @Line(KEY_LIMITS.idMax, 'Which model; model_info.id does as well.') model_id?: string | null;
}

export class ModelIdDto {
  @Required(KEY_LIMITS.idMax, 'Which model.') id!: string;
}

export class BlockedModelDto {
  @Required(KEY_LIMITS.idMax, 'Which model.') model_id!: string;
}
