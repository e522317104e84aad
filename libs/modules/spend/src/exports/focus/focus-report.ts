import { Conditions } from '../../reports/conditions.js';
import { addScope } from '../../scope/spend-scope.js';
import { type ExportOrder } from '../export-order.js';
import { type ReportQuery } from '../report-query.js';
import { SPEND_LINES } from '../spend-lines.js';
import { FOCUS_COLUMNS } from './focus-columns.js';
import { type FocusCharge, toFocusRow } from './focus-row.js';

const TEAM_NAME = `coalesce(
  (SELECT team_alias FROM team WHERE team.team_id = sums.team_id),
  (SELECT team_alias FROM deleted_team WHERE deleted_team.team_id = sums.team_id ORDER BY deleted_at DESC LIMIT 1))`;

/** What makes two calls one charge, in the order of the rows. */
const IDENTITY = [
  ...['day', 'provider', 'model', 'model_group', 'team_id', 'key_hash', 'user_id', 'organization_id'],
  ...['end_user_id', 'tags', 'metered', 'priced'],
] as const;

/**
 * The period as a FOCUS 1.2 data set: a charge per day (of the order's time zone), key, owner, model and set of tags. Calls
 * without a known price are charges of their own, which say so: FOCUS knows no unknown cost.
 */
export function focusReport(order: ExportOrder): ReportQuery {
  const conditions = new Conditions()
    .add('started_at >= ?::timestamptz', order.period.from)
    .add('started_at < ?::timestamptz', order.period.to);
  addScope(conditions, order.scope);
  const zone = `${conditions.parameter(order.period.timeZone)}::text`;
  const begin = (unit: string) => `date_trunc('${unit}', sums.day, ${zone})`;
  const end = (unit: string) =>
    `((${begin(unit)} AT TIME ZONE ${zone}) + interval '1 ${unit}') AT TIME ZONE ${zone}`;
  return {
    columns: FOCUS_COLUMNS,
    textsAsTheyAre: true,
    sql: `
      SELECT json_build_object(
        ${IDENTITY.slice(1)
          .map((name) => `'${name}', sums.${name}`)
          .join(', ')},
        'team_alias', ${TEAM_NAME}, 'key_alias', sums.key_alias, 'calls', sums.calls, 'input_tokens', sums.input_tokens,
        'output_tokens', sums.output_tokens, 'spend', sums.spend::text),
        sums.day, ${end('day')}, ${begin('month')}, ${end('month')}
      FROM (
        SELECT date_trunc('day', at, ${zone}) AS day, ${IDENTITY.slice(1, -3).join(', ')},
          ARRAY(SELECT DISTINCT tag FROM unnest(tags) AS tag ORDER BY tag) AS tags,
          input_tokens + output_tokens > 0 AS metered, unpriced_calls = 0 AS priced, max(key_alias) AS key_alias,
          sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(spend) AS spend
        FROM (${SPEND_LINES} ${conditions.where()}) AS lines
        GROUP BY ${IDENTITY.map((_, index) => index + 1).join(', ')}
      ) AS sums
      ORDER BY ${IDENTITY.map((name) => `sums.${name}`).join(', ')}`,
    parameters: conditions.parameters,
    toRow: (values) => {
      const charge = chargeOf(values);
      return { row: toFocusRow(charge), spend: BigInt(charge.spend), calls: charge.calls };
    },
  };
}

/** @param values the object, then four instants, as the query selects them. */
function chargeOf([figures, ...instants]: readonly unknown[]): FocusCharge {
  const [start, end, billingStart, billingEnd] = instants.map(dateOf);
  if (typeof figures !== 'object' || !start || !end || !billingStart || !billingEnd)
    throw new Error('A charge lacks its figures or its period.');
  return { ...(figures as FocusFigures), start, end, billingStart, billingEnd };
}

type FocusFigures = Omit<FocusCharge, 'start' | 'end' | 'billingStart' | 'billingEnd'>;

function dateOf(value: unknown): Date | null {
  return value instanceof Date ? value : null;
}
