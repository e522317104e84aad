import { type ActivityEntry, type DailyActivity } from '@tollgate/core';
import { SPEND_LINES } from '../exports/spend-lines.js';
import { type Conditions } from './conditions.js';
import { METRIC_SUMS, type MetricSums, toMetrics } from './metrics.js';
import { type ReadRows } from './report-reader.js';

/** Whom usage can be broken down by, besides models, providers and keys. */
export type ActivityEntityKind = 'team' | 'organization' | 'user' | 'customer' | 'tag';

/** Which of them are wanted: only some, or all but some; both empty: all. */
export interface EntityChoice {
  readonly kind: ActivityEntityKind;
  readonly only: readonly string[];
  readonly except: readonly string[];
}

interface Entity {
  /** What the figures are summed over; its time is called `hour`. */
  readonly from: string;
  /** SQL: an entity's id, in `from`. */
  readonly id: string;
  /** SQL that holds for rows of one of the ids in `?`. */
  readonly isOneOf: string;
  /** SQL: the name people know the id by, over `sums`. */
  readonly alias: string;
  /** Makes a row of each entity of a call that has several. */
  readonly each: string;
}

/** Customers and tags may be as many as calls: the rollup does not hold them, so the calls are read. */
const CALLS = `(SELECT *, at AS hour FROM (${SPEND_LINES}) AS calls) AS lines`;

/** A tag counts once a call, however often the call names it; a call without tags is in the row without one. */
const EACH_TAG = `CROSS JOIN LATERAL (
  SELECT DISTINCT unnest(CASE WHEN tags = '{}' THEN ARRAY[NULL]::text[] ELSE tags END) AS tag) AS tagged`;

const rolledUp = (column: string, alias: string): Entity => ({
  from: 'spend_hourly',
  id: column,
  isOneOf: `${column} = ANY (?)`,
  alias,
  each: '',
});

/** An entity that is gone keeps the name it had last, where one is kept. */
const ENTITIES: Readonly<Record<ActivityEntityKind, Entity>> = {
  team: rolledUp(
    'team_id',
    `coalesce((SELECT team_alias FROM team WHERE team.team_id = sums.name),
       (SELECT team_alias FROM deleted_team WHERE deleted_team.team_id = sums.name ORDER BY deleted_at DESC LIMIT 1))`,
  ),
  organization: rolledUp(
    'organization_id',
    '(SELECT organization_alias FROM organization WHERE organization.organization_id = sums.name)',
  ),
  user: rolledUp(
    'user_id',
    '(SELECT coalesce(user_alias, user_email) FROM user_account WHERE user_account.user_id = sums.name)',
  ),
  customer: { ...rolledUp('end_user_id', 'NULL::text'), from: CALLS },
  tag: { from: CALLS, id: 'tag', isOneOf: 'tags && ?', alias: 'NULL::text', each: EACH_TAG },
};

/** The relation that has what the entities are told apart by. */
export const activitySource = (choice: EntityChoice | null): string =>
  choice === null ? 'spend_hourly' : ENTITIES[choice.kind].from;

/** Adds that rows must be of the chosen entities. */
export function addEntities(conditions: Conditions, choice: EntityChoice | null): Conditions {
  if (choice === null) return conditions;
  const { isOneOf } = ENTITIES[choice.kind];
  if (choice.only.length > 0) conditions.add(isOneOf, choice.only);
  if (choice.except.length > 0) conditions.add(`(${isOneOf}) IS NOT TRUE`, choice.except);
  return conditions;
}

interface EntityRow extends MetricSums {
  day: string;
  name: string | null;
  alias: string | null;
}

/** Called so by clients of the API we are compatible with: what belongs to none. */
const NONE = 'Unassigned';

/** Fills in `breakdown.entities` of days that have been read, by the same conditions. */
export async function readEntities(
  read: ReadRows,
  choice: EntityChoice,
  conditions: Conditions,
  days: readonly DailyActivity[],
): Promise<void> {
  const { from, id, each, alias } = ENTITIES[choice.kind];
  const rows = await read<EntityRow>(
    `SELECT sums.*, ${alias} AS alias FROM (
       SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, ${id} AS name, ${METRIC_SUMS}
       FROM ${from} ${each} ${conditions.where()} GROUP BY day, name) AS sums
     ORDER BY sums.day DESC, sums.spend::numeric DESC, sums.name`,
    conditions.parameters,
  );
  const entries = new Map(days.map((day) => [day.date, (day.breakdown.entities = emptyEntities())]));
  for (const { day, name, alias: known, ...sums } of rows) {
    if (name !== null && !isWanted(choice, name)) continue;
    const entry: ActivityEntry = { metrics: toMetrics(sums), metadata: { alias: known } };
    const ofDay = entries.get(day);
    if (ofDay) ofDay[name ?? NONE] = entry;
  }
}

/** A call has several tags: those that were not asked for come with it. */
const isWanted = ({ only, except }: EntityChoice, name: string): boolean =>
  (only.length === 0 || only.includes(name)) && !except.includes(name);

/** Without a prototype: a tag may be called `__proto__`. */
const emptyEntities = (): Record<string, ActivityEntry> =>
  Object.create(null) as Record<string, ActivityEntry>;
