import { useCallback, useRef, useState } from 'react';
import { sendChat } from './api/send-chat.js';
import {
  chatRequest,
  NO_ANSWER,
  withPiece,
  type Answer,
  type ChatSettings,
  type Prompt,
  type Turn,
} from './chat.js';

export interface Chat {
  turns: readonly Turn[];
  running: boolean;
  /** @param key gives the secret to call with */
  send: (prompt: Prompt, settings: ChatSettings, key: () => Promise<string>) => Promise<void>;
  stop: () => void;
  clear: () => void;
}

/** One conversation with one model. */
export function useChat(model: string | undefined): Chat {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const controller = useRef<AbortController | null>(null);
  const stop = useCallback(() => controller.current?.abort(), []);
  const send: Chat['send'] = async (prompt, settings, key) => {
    if (model === undefined) return;
    const id = turns.length;
    const signal = (controller.current = new AbortController()).signal;
    const show = (answer: Answer) =>
      setTurns((old) => [...old.filter((turn) => turn.id !== id), { id, prompt, answer }]);
    show(NO_ANSWER);
    const request = chatRequest(model, settings, turns, prompt);
    await run(request, key, signal, show);
  };
  const clear = useCallback(() => {
    controller.current?.abort();
    setTurns([]);
  }, []);
  return { turns, running: turns.at(-1)?.answer.state === 'running', send, stop, clear };
}

/** Shows the answer as it grows; never throws. */
async function run(
  request: Record<string, unknown>,
  key: () => Promise<string>,
  signal: AbortSignal,
  show: (answer: Answer) => void,
): Promise<void> {
  let answer = NO_ANSWER;
  let started = performance.now();
  try {
    const secret = await key();
    started = performance.now();
    for await (const piece of sendChat(secret, request, signal)) {
      answer = withPiece(answer, piece);
      if (answer.firstMs === null && answer.text + answer.reasoning !== '')
        answer = { ...answer, firstMs: performance.now() - started };
      show(answer);
    }
    answer = { ...answer, state: answer.error === null ? 'done' : 'failed' };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The call failed.';
    answer = signal.aborted
      ? { ...answer, state: 'stopped' }
      : { ...answer, state: 'failed', error: message };
  }
  show({ ...answer, totalMs: performance.now() - started });
}
