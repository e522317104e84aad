import { type DailyActivity } from '@tollgate/core';
import { Paper, SimpleGrid, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { BarList, money, shortId } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { rankGroups, type ActivityGroup } from '../../shared/activity/activity-series.js';
import { useTeamPage } from '../teams/api/list-teams.js';
import { rankTeams } from './rank-teams.js';
import classes from './rankings.module.css';

const ROWS = 5;

/** Names of teams that are looked up at once. */
const NAMED_TEAMS = 100;

/** The models, teams and keys that spend most. */
export function Rankings({ activity }: { activity: DailyActivity[] | undefined }) {
  const teams = activity && rankTeams(activity).slice(0, ROWS);
  const names = useTeamNames();
  const models = activity && rankGroups(activity, 'model', 'spend').slice(0, ROWS);
  const keys = activity && rankGroups(activity, 'key', 'spend').slice(0, ROWS);
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm">
      <Ranking
        title="Top models"
        groups={models}
        label={(group) => (
          <Link to="/logs" search={{ model: group.id, range: '7d' }} className={classes.link}>
            {group.label}
          </Link>
        )}
      />
      <Ranking
        title="Top teams"
        groups={teams}
        label={(group) => (
          <Link to="/teams/$teamId" params={{ teamId: group.id }} className={classes.link}>
            {names.get(group.id) ?? shortId(group.id)}
          </Link>
        )}
      />
      <Ranking
        title="Top keys"
        groups={keys}
        label={(group) => (
          <Link to="/keys/$keyHash" params={{ keyHash: group.id }} className={classes.link}>
            {group.label}
          </Link>
        )}
      />
    </SimpleGrid>
  );
}

function useTeamNames(): ReadonlyMap<string, string | null> {
  const { data } = useTeamPage({ page_size: NAMED_TEAMS });
  return new Map((data?.teams ?? []).map((team) => [team.team_id, team.team_alias]));
}

interface RankingProps {
  title: string;
  groups: ActivityGroup[] | undefined;
  label: (group: ActivityGroup) => ReactNode;
}

function Ranking({ title, groups, label }: RankingProps) {
  return (
    <Paper p="md">
      <Title order={2} fz="md" mb="sm">
        {title} by spend (USD)
      </Title>
      <BarList
        rows={ROWS}
        empty="Nothing was used in this time."
        items={groups?.map((group) => ({
          id: group.id,
          label: label(group),
          value: group.metrics.spend,
          text: money(group.metrics.spend),
        }))}
      />
    </Paper>
  );
}
