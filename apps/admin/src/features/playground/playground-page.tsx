import { Button, Grid, Group, Text } from '@mantine/core';
import { IconCode, IconEraser, IconLayoutColumns } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '@tollgate/ui';
import { useState } from 'react';
import { modelGroupsQuery } from '../models/api/list-model-groups.js';
import { useAccess } from '../session/api/access.js';
import { playgroundKey } from './api/playground-key.js';
import { ChatColumn } from './chat-column.js';
import { chatRequest, NO_SETTINGS, type Prompt } from './chat.js';
import { Composer } from './composer.js';
import { SettingsPanel } from './settings-panel.js';
import { SnippetModal } from './snippet-modal.js';
import { useChat } from './use-chat.js';

const route = getRouteApi('/_app/playground');

/** Talks with one model, or with two side by side, as an app of one's own would. */
export function PlaygroundPage() {
  const { model: chosen, against } = route.useSearch();
  const navigate = route.useNavigate();
  const { userId, writes } = useAccess();
  const groups = useQuery(modelGroupsQuery);
  const names = chatNames(groups.data ?? []);
  const model = chosen ?? names[0];
  const [settings, setSettings] = useState(NO_SETTINGS);
  const [pasted, setPasted] = useState('');
  const [snippet, setSnippet] = useState<Record<string, unknown> | null>(null);
  const [draft, setDraft] = useState<Prompt>({ text: '', images: [] });
  const first = useChat(model);
  const second = useChat(against);
  const chats = against === undefined ? [first] : [first, second];
  const change = (next: { model?: string | undefined; against?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const send = () => {
    const key = () => (pasted.trim() === '' ? playgroundKey(userId) : Promise.resolve(pasted.trim()));
    for (const chat of chats) void chat.send(draft, settings, key);
    setDraft({ text: '', images: [] });
  };
  return (
    <>
      <PageHeader
        title="Playground"
        description="Ask any model you may use. Calls go the way an app's go: through your models, budgets and limits, and into the logs."
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconLayoutColumns size={14} />}
              onClick={() => change({ against: against === undefined ? (names[1] ?? model) : undefined })}
            >
              {against === undefined ? 'Compare two' : 'One model'}
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconCode size={14} />}
              disabled={model === undefined}
              onClick={() =>
                model !== undefined && setSnippet(chatRequest(model, settings, first.turns, orExample(draft)))
              }
            >
              Code
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconEraser size={14} />}
              disabled={chats.every((chat) => chat.turns.length === 0)}
              onClick={() => chats.forEach((chat) => chat.clear())}
            >
              Start over
            </Button>
          </Group>
        }
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 3 }} order={{ base: 2, md: 1 }}>
          <SettingsPanel
            settings={settings}
            onChange={setSettings}
            apiKey={pasted}
            onKey={setPasted}
            ownKey={writes}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }} order={{ base: 1, md: 2 }}>
          <Grid gap="md">
            {chats.map((chat, place) => (
              <Grid.Col key={place} span={{ base: 12, sm: 12 / chats.length }}>
                <ChatColumn
                  label={place === 0 ? 'Model' : 'Compared with'}
                  names={names}
                  model={place === 0 ? model : against}
                  onModel={(name) => change(place === 0 ? { model: name } : { against: name })}
                  chat={chat}
                />
              </Grid.Col>
            ))}
          </Grid>
          {groups.data && names.length === 0 && (
            <Text fz="sm" c="dimmed" mt="sm">
              There is no chat model that you may use.
            </Text>
          )}
          <Composer
            draft={draft}
            onDraft={setDraft}
            running={chats.some((chat) => chat.running)}
            disabled={model === undefined || (!writes && pasted.trim() === '')}
            onSend={send}
            onStop={() => chats.forEach((chat) => chat.stop())}
          />
        </Grid.Col>
      </Grid>
      <SnippetModal request={snippet} onClose={() => setSnippet(null)} />
    </>
  );
}

/** Public names that chat; wildcards are patterns, which nobody can ask for. */
function chatNames(groups: readonly { model_group: string; mode: string | null }[]): string[] {
  return groups
    .filter(({ mode, model_group: name }) => (mode === null || mode === 'chat') && !name.includes('*'))
    .map(({ model_group: name }) => name);
}

const orExample = (draft: Prompt): Prompt => (draft.text.trim() === '' ? { ...draft, text: 'Hello' } : draft);
