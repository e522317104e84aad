import { type Period } from '../../shared/period/period.js';
import { choiceField, type RawSearch } from '../../shared/url/search-fields.js';

export const OVERVIEW_PERIODS = ['today', '7d', '30d'] as const satisfies readonly Period[];
export type OverviewPeriod = (typeof OVERVIEW_PERIODS)[number];
export const DEFAULT_OVERVIEW: OverviewPeriod = '7d';

export interface OverviewSearch {
  period?: OverviewPeriod | undefined;
}

export function readOverviewSearch(search: RawSearch): OverviewSearch {
  return { period: choiceField(search, 'period', OVERVIEW_PERIODS) };
}
