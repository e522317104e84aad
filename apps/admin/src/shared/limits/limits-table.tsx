import { Table, Text } from '@mantine/core';
import { BudgetBar, count, durationWords, money, TimeText } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { type Limits } from './limit-values.js';
import classes from './limits-table.module.css';

/** Who must have room for a call: a key, its member, team, user, organization. */
export interface LimitRow extends Limits {
  scope: string;
  name: ReactNode;
  /** USD in the budget's window. */
  spend: number;
  budget_reset_at: string | null;
}

export interface LimitsTableProps {
  rows: readonly LimitRow[];
}

/** Every limit that a call has to pass, what is left of each, and which one ends first. */
export function LimitsTable({ rows }: LimitsTableProps) {
  const tightest = rows.length > 1 ? tightestOf(rows) : null;
  return (
    <div className={classes.frame} tabIndex={0} role="group" aria-label="Limits">
      <Table fz="sm" className="tg-figures" aria-label="Limits">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Scope</Table.Th>
            <Table.Th ta="right">Spent (USD)</Table.Th>
            <Table.Th ta="right">Budget (USD)</Table.Th>
            <Table.Th ta="right">Left (USD)</Table.Th>
            <Table.Th>Resets</Table.Th>
            <Table.Th ta="right">Requests/min</Table.Th>
            <Table.Th ta="right">Tokens/min</Table.Th>
            <Table.Th ta="right">Parallel</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.scope}>
              <Table.Td>
                <Text component="span" fz="sm" c="dimmed">
                  {row.scope}{' '}
                </Text>
                {row.name}
              </Table.Td>
              <Table.Td ta="right">{money(row.spend)}</Table.Td>
              <Table.Td ta="right" miw={120}>
                <BudgetBar spend={row.spend} budget={row.max_budget} />
              </Table.Td>
              <Table.Td ta="right">
                <Left row={row} first={row === tightest} />
              </Table.Td>
              <Table.Td>
                <Reset row={row} />
              </Table.Td>
              <Table.Td ta="right">{limitText(row.rpm_limit)}</Table.Td>
              <Table.Td ta="right">{limitText(row.tpm_limit)}</Table.Td>
              <Table.Td ta="right">{limitText(row.max_parallel_requests)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Left({ row, first }: { row: LimitRow; first: boolean }) {
  const left = leftOf(row);
  if (left === null)
    return (
      <Text component="span" c="dimmed" fz="sm">
        –
      </Text>
    );
  return (
    <Text
      component="span"
      fz="sm"
      c={left === 0 ? 'var(--tg-negative)' : undefined}
      fw={first ? 600 : undefined}
    >
      {money(left)}
      {first && (
        <Text component="span" fz="xs" c="dimmed" fw={400} display="block">
          {left === 0 ? 'refuses now' : 'ends first'}
        </Text>
      )}
    </Text>
  );
}

function Reset({ row }: { row: LimitRow }) {
  if (row.budget_duration === null)
    return (
      <Text component="span" c="dimmed" fz="sm">
        never
      </Text>
    );
  return (
    <>
      every {durationWords(row.budget_duration)}
      {row.budget_reset_at !== null && (
        <>
          , <TimeText iso={row.budget_reset_at} />
        </>
      )}
    </>
  );
}

const limitText = (limit: number | null): ReactNode =>
  limit === null ? (
    <Text component="span" c="dimmed" fz="sm">
      –
    </Text>
  ) : (
    count(limit)
  );

/** USD that may still be spent, never below zero; null without a budget. */
export function leftOf({ max_budget: budget, spend }: Pick<LimitRow, 'max_budget' | 'spend'>): number | null {
  return budget === null ? null : Math.max(0, budget - spend);
}

/** The scope whose budget is used up first; null when none has a budget. */
export function tightestOf<Row extends Pick<LimitRow, 'max_budget' | 'spend'>>(
  rows: readonly Row[],
): Row | null {
  return rows.reduce<Row | null>((tightest, row) => {
    const left = leftOf(row);
    const least = tightest && leftOf(tightest);
    return left !== null && (least === null || left < least) ? row : tightest;
  }, null);
}
