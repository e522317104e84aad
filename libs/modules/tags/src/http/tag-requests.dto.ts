import { JsonMap, Line, Required, RequiredLines } from '@tollgate/auth';
import { KEY_LIMITS, type TagName, type TagNames, type TagRequest } from '@tollgate/core';
import { SpenderFieldsDto } from '@tollgate/organizations';
import { ArrayMinSize } from 'class-validator';

const DESCRIPTION_MAX = 1_000;
const DAY = 'Also tags that calls of these days carried: `YYYY-MM-DD`, UTC; both days are included.';

export class TagRequestDto extends SpenderFieldsDto implements TagRequest {
  @Required(KEY_LIMITS.tagMax, 'The tag, as calls carry it.') name!: string;
  @Line(DESCRIPTION_MAX, 'What it is for.') description?: string | null;
  @JsonMap('Kept with the tag.') model_info?: Record<string, unknown> | null;
  @Line(KEY_LIMITS.idMax, 'The budget to borrow limits from; not together with max_budget.')
  budget_id?: string | null;
}

export class TagNamesDto implements TagNames {
  @ArrayMinSize(1)
  @RequiredLines({ items: 1_000, length: KEY_LIMITS.tagMax }, 'Which tags.')
  names!: string[];
}

export class TagNameDto implements TagName {
  @Required(KEY_LIMITS.tagMax, 'Which tag.') name!: string;
}

export class TagListQueryDto {
  @Line(10, DAY) start_date?: string;
  @Line(10, DAY) end_date?: string;
}
