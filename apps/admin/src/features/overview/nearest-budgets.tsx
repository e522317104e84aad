import { unreachable, type UsedBudget } from '@tollgate/core';
import { Group, Paper, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, money, share, shortId, TimeText } from '@tollgate/ui';
import { TextLink } from '../../shared/links.js';
import { nearestBudgetsQuery } from '../budgets/api/list-nearest-budgets.js';

const ROWS = 5;
const NEAR = 0.8;

/** Budgets that run out first, with what is left of each. */
export function NearestBudgets() {
  const { data, error, refetch } = useQuery(nearestBudgetsQuery(ROWS));
  return (
    <Paper p="md">
      <Title order={2} fz="md" mb="sm">
        Budgets nearest their limit
      </Title>
      {error && !data ? (
        <ErrorState title="The budgets could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Stack gap={10}>
          {Array.from({ length: ROWS }, (_, row) => (
            <Skeleton key={row} h={34} />
          ))}
        </Stack>
      ) : data.length === 0 ? (
        <Text c="dimmed" fz="sm" py="md">
          Nothing of any budget is used yet.
        </Text>
      ) : (
        <Stack gap={10} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {data.map((budget) => (
            <BudgetLine key={`${budget.scope} ${budget.id}`} budget={budget} />
          ))}
        </Stack>
      )}
    </Paper>
  );
}

function BudgetLine({ budget }: { budget: UsedBudget }) {
  const used = budget.spend / budget.max_budget;
  const left = Math.max(0, budget.max_budget - budget.spend);
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" fz="sm" truncate miw={0}>
          <Text component="span" fz="sm" c="dimmed">
            {SCOPE_WORDS[budget.scope]}{' '}
          </Text>
          <Owner budget={budget} />
        </Text>
        <Text component="span" fz="sm" className="tg-figures" style={{ flex: 'none' }}>
          {used >= 1 ? (
            <Text component="span" fz="sm" c="var(--tg-negative)">
              refuses now
            </Text>
          ) : (
            `${money(left)} left`
          )}{' '}
          of {money(budget.max_budget)}
        </Text>
      </Group>
      <Group gap="sm" wrap="nowrap" mt={3}>
        <Progress
          flex={1}
          size={5}
          value={Math.min(100, used * 100)}
          color={used >= 1 ? 'red' : used >= NEAR ? 'yellow' : 'accent'}
          aria-label={`${share(budget.spend, budget.max_budget)} of the budget used`}
        />
        <Text component="span" fz="xs" c="dimmed" w={104} ta="right" style={{ flex: 'none' }}>
          {budget.budget_reset_at === null ? (
            'never resets'
          ) : (
            <>
              resets <TimeText iso={budget.budget_reset_at} />
            </>
          )}
        </Text>
      </Group>
    </li>
  );
}

const SCOPE_WORDS: Readonly<Record<UsedBudget['scope'], string>> = {
  key: 'Key',
  team: 'Team',
  user: 'User',
  organization: 'Organization',
  customer: 'Customer',
  tag: 'Tag',
};

function Owner({ budget: { scope, id, name } }: { budget: UsedBudget }) {
  const label = name ?? shortId(id);
  switch (scope) {
    case 'key':
      return (
        <TextLink to="/keys/$keyHash" params={{ keyHash: id }}>
          {label}
        </TextLink>
      );
    case 'team':
      return (
        <TextLink to="/teams/$teamId" params={{ teamId: id }}>
          {label}
        </TextLink>
      );
    case 'user':
      return (
        <TextLink to="/users/$userId" params={{ userId: id }}>
          {label}
        </TextLink>
      );
    case 'organization':
      return (
        <TextLink to="/organizations/$organizationId" params={{ organizationId: id }}>
          {label}
        </TextLink>
      );
    case 'customer':
    case 'tag':
      return <>{label}</>;
    default:
      return unreachable(scope);
  }
}
