import { type RoutingAttempt, type RoutingDecision, type SkippedDeployment } from '@tollgate/core';
import { Box, Group, Text } from '@mantine/core';
import { milliseconds, StatusBadge, type StatusTone } from '@tollgate/ui';
import { skipWords, strategyWords } from './route-words.js';
import classes from './route-timeline.module.css';

export interface RouteTimelineProps {
  decision: RoutingDecision;
  /** Length of the call, ms. */
  totalMs: number;
  /** What people call a deployment. */
  nameOf: (deploymentId: string) => string;
}

/** Every attempt of a call in its time: where it went, how it ended, and why there. */
export function RouteTimeline({ decision, totalMs, nameOf }: RouteTimelineProps) {
  const { attempts, skipped } = decision;
  const end = Math.max(totalMs, 1, ...attempts.map(({ at_ms: at, ms }) => at + ms));
  return (
    <Box>
      <WhyThisRoute decision={decision} />
      <ol className={classes.list} aria-label="Attempts">
        {attempts.map((attempt, place) => (
          <Attempt key={place} attempt={attempt} before={attempts[place - 1]} end={end} nameOf={nameOf} />
        ))}
      </ol>
      {decision.attempts_left_out > 0 && (
        <Text fz="xs" c="dimmed" mt={6}>
          and {decision.attempts_left_out} more
        </Text>
      )}
      <Skipped skipped={skipped} nameOf={nameOf} />
    </Box>
  );
}

function WhyThisRoute({ decision: { strategy, candidates, attempts } }: { decision: RoutingDecision }) {
  if (attempts.length === 0) return null;
  const text =
    strategy === null || candidates === null
      ? 'There was one deployment to choose from.'
      : candidates === 1
        ? 'The group has one deployment.'
        : `Chosen from ${candidates} deployments: ${strategyWords(strategy)} (${strategy}).`;
  return (
    <Text fz="sm" c="dimmed" mb={8}>
      {text}
    </Text>
  );
}

interface AttemptProps {
  attempt: RoutingAttempt;
  before: RoutingAttempt | undefined;
  /** Where the track ends, ms. */
  end: number;
  nameOf: (deploymentId: string) => string;
}

const TONE_COLORS: Readonly<Record<StatusTone, string>> = {
  positive: 'var(--tg-positive)',
  negative: 'var(--tg-negative)',
  warning: 'var(--tg-warning)',
  quiet: 'var(--tg-quiet)',
};

function Attempt({ attempt, before, end, nameOf }: AttemptProps) {
  const { at_ms: at, ms, pause_ms: pause, group, deployment_id: id } = attempt;
  const { tone, words } = outcomeOf(attempt);
  const percent = (part: number) => `${(part / end) * 100}%`;
  return (
    <li className={classes.attempt}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text fz="sm" truncate title={`deployment ${id}`}>
          {nameOf(id)}
        </Text>
        <Text component="span" fz="sm" style={{ flex: 'none' }}>
          <StatusBadge tone={tone}>{words}</StatusBadge>
        </Text>
      </Group>
      <div className={classes.track} aria-hidden>
        {pause > 0 && (
          <span className={classes.pause} style={{ left: percent(at - pause), width: percent(pause) }} />
        )}
        <span
          className={classes.bar}
          style={{ left: percent(at), width: percent(ms), background: TONE_COLORS[tone] }}
        />
      </div>
      <Text fz="xs" c="dimmed" mt={2} className="tg-figures">
        {stepOf(attempt, before)} in {group}, at {milliseconds(at)}, took {milliseconds(ms)}
        {pause > 0 && `, after a pause of ${milliseconds(pause)}`}
      </Text>
      <Skipped
        skipped={attempt.skipped.filter(({ deployment_id: left }) => left !== before?.deployment_id)}
        nameOf={nameOf}
      />
    </li>
  );
}

/** Which move an attempt was: the first, a retry within its group, or a fallback to another one. */
function stepOf({ group }: RoutingAttempt, before: RoutingAttempt | undefined): string {
  if (before === undefined) return 'first choice';
  return before.group === group ? 'retry' : 'fallback';
}

function outcomeOf({ outcome, status }: RoutingAttempt): { tone: StatusTone; words: string } {
  if (outcome === 'answered') return { tone: 'positive', words: 'Answered' };
  if (outcome === 'cancelled') return { tone: 'quiet', words: 'Client left' };
  return { tone: 'negative', words: status === null ? outcome : `${status} ${outcome}` };
}

function Skipped({
  skipped,
  nameOf,
}: {
  skipped: readonly SkippedDeployment[];
  nameOf: (deploymentId: string) => string;
}) {
  return skipped.map(({ deployment_id: id, reason }) => (
    <Text key={id} fz="xs" c="dimmed">
      left out: {nameOf(id)}, {skipWords(reason)}
    </Text>
  ));
}
