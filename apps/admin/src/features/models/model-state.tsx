import { unreachable, type ModelBarrier, type ModelInfo, type ModelState } from '@tollgate/core';
import { Text, Tooltip } from '@mantine/core';
import { StatusBadge, TimeText, type StatusTone } from '@tollgate/ui';
import { type ReactNode } from 'react';

export interface ModelStateProps {
  model: ModelInfo;
  /** undefined while it is not known. */
  state: ModelState | undefined;
}

/** Does it get calls, and if not, why? */
export function ModelStateBadge({ model, state }: ModelStateProps) {
  const { idle_reason: reason } = model.model_info;
  if (isPaused(model)) return <StatusBadge tone="quiet">Paused</StatusBadge>;
  if (reason !== undefined)
    return (
      <Explained why={`${reason}.`}>
        <StatusBadge tone="negative">Not served</StatusBadge>
      </Explained>
    );
  if (!state) return <StatusBadge tone="quiet">Unknown</StatusBadge>;
  if (state.barrier !== null) return <Barred barrier={state.barrier} until={state.cooling_until} />;
  if (state.on_probation)
    return (
      <Explained why="It was out of service: the next call finds out whether it answers again.">
        <StatusBadge tone="warning">On probation</StatusBadge>
      </Explained>
    );
  const { recent_failures: failures, recent_successes: successes } = state;
  if (failures > successes) return <StatusBadge tone="warning">Failing</StatusBadge>;
  return <StatusBadge tone="positive">Serving</StatusBadge>;
}

function Explained({ why, children }: { why: string; children: ReactNode }) {
  return (
    <Tooltip label={why}>
      <span>{children}</span>
    </Tooltip>
  );
}

function Barred({ barrier, until }: { barrier: ModelBarrier; until: string | null }) {
  const { tone, word } = wordOf(barrier);
  return (
    <>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {until !== null && (
        <Text component="span" fz="xs" c="dimmed" ml={6}>
          <TimeText iso={until} />
        </Text>
      )}
    </>
  );
}

function wordOf(barrier: ModelBarrier): { tone: StatusTone; word: string } {
  switch (barrier) {
    case 'cooling':
      return { tone: 'negative', word: 'Cooling down' };
    case 'max-parallel-requests':
      return { tone: 'warning', word: 'Full' };
    case 'rpm':
      return { tone: 'warning', word: 'At its requests a minute' };
    case 'tpm':
      return { tone: 'warning', word: 'At its tokens a minute' };
    case 'budget':
      return { tone: 'warning', word: 'Budget used up' };
    default:
      return unreachable(barrier);
  }
}

export const isPaused = ({ model_info }: ModelInfo): boolean => model_info['blocked'] === true;
