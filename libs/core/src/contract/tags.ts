import { type BorrowedBudgetView } from './customers.js';
import { type SpenderFields, type SpenderView } from './spenders.js';

/** Management API of tags: wire types. Money is USD as a JSON number, times are ISO 8601 UTC. */

/** Fields that tag/new and tag/update share; on update an absent field is left alone, null clears. */
export interface TagRequest extends SpenderFields {
  name: string;
  description?: string | null;
  model_info?: Record<string, unknown> | null;
  /** The budget to borrow limits from; not together with `max_budget`. */
  budget_id?: string | null;
}

/** Body of tag/info. */
export interface TagNames {
  names: string[];
}

export interface TagName {
  name: string;
}

/** A tag's row; the limits in force, its own or borrowed, are under `litellm_budget_table`. */
export interface TagView extends SpenderView {
  name: string;
  description: string | null;
  model_info: Record<string, unknown> | null;
  budget_id: string | null;
  litellm_budget_table: BorrowedBudgetView | null;
}

/** A tag that calls carried and that nobody made: all that is known of it. */
export interface SeenTag {
  name: string;
  description: null;
  models: null;
  model_info: null;
  spend: null;
  budget_id: null;
  litellm_budget_table: null;
  created_at: null;
  created_by: null;
  updated_at: null;
}

/** Reply of tag/new and tag/update. */
export interface ChangedTag {
  message: string;
  tag: TagView;
}
