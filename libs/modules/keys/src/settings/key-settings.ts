import { Injectable } from '@nestjs/common';
import { type GenerateKeyRequest } from '@tollgate/core';

/** Who may make keys of one kind, and what they have to say of them. */
export interface GenerationRule {
  /** Roles of users, or of team members; null: whoever may otherwise. */
  readonly roles: readonly string[] | null;
  readonly requiredParams: readonly string[];
}

/** What the configuration says of keys. */
@Injectable()
export class KeySettings {
  /** Fields of a new key that has none (`default_key_generate_params`). */
  readonly defaults: Partial<GenerateKeyRequest> = {};
  /** Most that a new key may have; where it says nothing, what it gets (`upperbound_key_generate_params`). */
  readonly upperBounds: Partial<GenerateKeyRequest> = {};
  /** `key_generation_settings.team_key_generation` */
  readonly teamKeys: GenerationRule = ANYBODY;
  /** `key_generation_settings.personal_key_generation` */
  readonly personalKeys: GenerationRule = ANYBODY;
  /** `LITELLM_KEY_ROTATION_GRACE_PERIOD`: how long an old secret works where a request does not say. */
  readonly rotationGracePeriod: string | null = null;

  constructor(settings: Partial<KeySettings> = {}) {
    Object.assign(this, settings);
  }
}

export const ANYBODY: GenerationRule = { roles: null, requiredParams: [] };
