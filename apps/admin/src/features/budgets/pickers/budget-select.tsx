import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { money } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { budgetsQuery } from '../api/list-budgets.js';

export interface BudgetSelectProps {
  /** Id of the budget; null: none. */
  value: string | null;
  onChange: (budgetId: string | null) => void;
  error?: ReactNode;
}

/** Picks the budget whose limits are borrowed. */
export function BudgetSelect({ value, onChange, error }: BudgetSelectProps) {
  const { data = [] } = useQuery(budgetsQuery);
  const options = data.map(({ budget_id: id, max_budget: usd }) => ({
    value: id,
    label: usd === null ? id : `${id}, ${money(usd)}`,
  }));
  const known = value === null || data.some(({ budget_id: id }) => id === value);
  return (
    <Select
      label="Borrows the limits of"
      description="A budget shared by many; limits of its own below count instead where they are set."
      placeholder="No budget"
      searchable
      clearable
      nothingFoundMessage="No such budget"
      data={known ? options : [{ value, label: value }, ...options]}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
