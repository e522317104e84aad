import { Alert, Box, Group, Image, Loader, Paper, Select, Stack, Text } from '@mantine/core';
import { count, milliseconds, MoneyText } from '@tollgate/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { TextLink } from '../../shared/links.js';
import { callCostQuery } from './api/get-call-cost.js';
import { type Answer, type Prompt } from './chat.js';
import { type Chat } from './use-chat.js';
import classes from './playground.module.css';

export interface ChatColumnProps {
  label: string;
  names: readonly string[];
  model: string | undefined;
  onModel: (name: string) => void;
  chat: Chat;
}

/** One model and what was said with it. */
export function ChatColumn({ label, names, model, onModel, chat }: ChatColumnProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const last = chat.turns.at(-1)?.answer;
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [last]);
  const known = model === undefined || names.includes(model) ? names : [model, ...names];
  return (
    <Stack gap="xs">
      <Select
        aria-label={label}
        placeholder="Model"
        searchable
        allowDeselect={false}
        data={known}
        value={model ?? null}
        onChange={(name) => name !== null && onModel(name)}
      />
      <Paper
        ref={scroller}
        className={classes.transcript}
        p="md"
        tabIndex={0}
        aria-label={`Answers of ${model ?? ''}`}
        role="log"
      >
        {chat.turns.length === 0 ? (
          <Text fz="sm" c="dimmed">
            Ask something below; what it cost and how long it took will stand under each answer.
          </Text>
        ) : (
          <Stack gap="lg">
            {chat.turns.map((turn) => (
              <Box key={turn.id}>
                <Asked prompt={turn.prompt} />
                <Answered answer={turn.answer} />
              </Box>
            ))}
          </Stack>
        )}
      </Paper>
    </Stack>
  );
}

function Asked({ prompt }: { prompt: Prompt }) {
  return (
    <Box className={classes.asked}>
      {prompt.images.length > 0 && (
        <Group gap={6} mb={6}>
          {prompt.images.map((url, place) => (
            <Image
              key={place}
              src={url}
              alt={`Picture ${place + 1} of the prompt`}
              h={56}
              w="auto"
              radius="sm"
            />
          ))}
        </Group>
      )}
      <Text fz="sm" className={classes.text}>
        {prompt.text}
      </Text>
    </Box>
  );
}

function Answered({ answer }: { answer: Answer }) {
  return (
    <Box mt="sm">
      {answer.reasoning !== '' && (
        <details className={classes.reasoning}>
          <summary>Reasoning</summary>
          <Text fz="sm" c="dimmed" className={classes.text}>
            {answer.reasoning}
          </Text>
        </details>
      )}
      <Text fz="sm" className={classes.text}>
        {answer.text}
      </Text>
      {answer.state === 'running' && answer.text === '' && (
        <Loader type="dots" size="xs" aria-label="Waiting" />
      )}
      {answer.error !== null && (
        <Alert role="alert" color="red" variant="light" p="xs" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          {answer.error}
        </Alert>
      )}
      {answer.state === 'stopped' && (
        <Text fz="sm" c="dimmed">
          Stopped.
        </Text>
      )}
      {answer.totalMs !== null && <Facts answer={answer} />}
    </Box>
  );
}

/** How long it took, what it used, and, once the call is in the logs, what it cost. */
function Facts({ answer: { firstMs, totalMs, tokensIn, tokensOut, requestId } }: { answer: Answer }) {
  const { data: cost } = useQuery(callCostQuery(requestId));
  return (
    <Group gap="md" mt={6} className="tg-figures" fz="xs" c="dimmed">
      {totalMs !== null && <span>{milliseconds(totalMs)}</span>}
      {firstMs !== null && <span>first after {milliseconds(firstMs)}</span>}
      {tokensIn !== null && tokensOut !== null && (
        <span>
          {count(tokensIn)} in, {count(tokensOut)} out
        </span>
      )}
      {cost !== undefined && <MoneyText usd={cost} />}
      {requestId !== null && (
        <TextLink to="/logs" search={{ id: requestId, range: '24h' }} fz="xs">
          Log
        </TextLink>
      )}
    </Group>
  );
}
