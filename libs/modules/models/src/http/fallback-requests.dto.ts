import { OneOf, Required, RequiredLines } from '@tollgate/auth';
import { FALLBACK_TYPES, type FallbackType, KEY_LIMITS } from '@tollgate/core';

const NAMES = { items: 100, length: KEY_LIMITS.modelNameMax };

export class FallbackQueryDto {
  @OneOf(FALLBACK_TYPES, 'Which failures; general: all.') fallback_type?: FallbackType | null;
}

export class FallbackDto extends FallbackQueryDto {
  @Required(KEY_LIMITS.modelNameMax, 'The model that fails; *: any.') model!: string;

  @RequiredLines(NAMES, 'What to try, in order.')
  fallback_models!: string[];
}
