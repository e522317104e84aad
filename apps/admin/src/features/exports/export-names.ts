import { type ExportFormat, type ExportGroup, type ExportReport, type ExportView } from '@tollgate/core';

/** What each report is called, and what its file holds. */
export const REPORT_NAMES: Readonly<Record<ExportReport, { label: string; holds: string }>> = {
  grouped: { label: 'Sums', holds: 'One row for each team, model, day … that you choose.' },
  calls: { label: 'Every call', holds: 'One row a call, with its tokens, price and cost.' },
  focus: {
    label: 'FOCUS 1.2',
    holds: 'Charges in the FinOps Foundation’s open format, for tools that read cloud bills.',
  },
  close: {
    label: 'Month close',
    holds:
      'A zip for the books of a period that is over: sums, calls, prices in force, and proof that they agree.',
  },
};

export const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
  parquet: 'Parquet',
  jsonl: 'JSON Lines',
};

export const GROUP_NAMES: Readonly<Record<ExportGroup, string>> = {
  team: 'Team',
  user: 'User',
  key: 'Key',
  model: 'Model sent upstream',
  model_group: 'Model',
  provider: 'Provider',
  tag: 'Tag',
  customer: 'Customer',
  organization: 'Organization',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

/** "Sums by team, model" */
export function exportTitle({ report, group_by: groups }: Pick<ExportView, 'report' | 'group_by'>): string {
  const { label } = REPORT_NAMES[report];
  return groups.length === 0
    ? label
    : `${label} by ${groups.map((group) => GROUP_NAMES[group].toLowerCase()).join(', ')}`;
}
