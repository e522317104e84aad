import { type ExportGroup } from '@tollgate/core';
import { type Dimension } from '../../shared/activity/activity-series.js';

/** Headers of the rankings. */
export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  model: 'Model',
  key: 'Key',
  provider: 'Provider',
  team: 'Team',
  user: 'User',
  customer: 'Customer',
  tag: 'Tag',
  organization: 'Organization',
};

/** What an export of the same view is grouped by. */
export const EXPORT_GROUP_OF: Readonly<Record<Dimension, ExportGroup>> = {
  model: 'model_group',
  key: 'key',
  provider: 'provider',
  team: 'team',
  user: 'user',
  customer: 'customer',
  tag: 'tag',
  organization: 'organization',
};
