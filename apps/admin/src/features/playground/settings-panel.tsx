import { NumberInput, Paper, PasswordInput, Stack, Switch, Textarea } from '@mantine/core';
import { type ChatSettings } from './chat.js';

export interface SettingsPanelProps {
  settings: ChatSettings;
  onChange: (settings: ChatSettings) => void;
  apiKey: string;
  onKey: (key: string) => void;
  /** May the person make a key of his own? */
  ownKey: boolean;
}

/** What every column is asked with. */
export function SettingsPanel({ settings, onChange, apiKey, onKey, ownKey }: SettingsPanelProps) {
  const set = (next: Partial<ChatSettings>) => onChange({ ...settings, ...next });
  const figure = { placeholder: "The model's own", min: 0, hideControls: true } as const;
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Textarea
          label="System prompt"
          placeholder="You are a helpful assistant."
          autosize
          minRows={3}
          maxRows={12}
          value={settings.system}
          onChange={(event) => set({ system: event.currentTarget.value })}
        />
        <NumberInput
          label="Temperature"
          {...figure}
          max={2}
          decimalScale={2}
          value={settings.temperature}
          onChange={(temperature) => set({ temperature })}
        />
        <NumberInput
          label="Top p"
          {...figure}
          max={1}
          decimalScale={3}
          value={settings.top_p}
          onChange={(top_p) => set({ top_p })}
        />
        <NumberInput
          label="Longest answer (tokens)"
          {...figure}
          allowDecimal={false}
          thousandSeparator=","
          value={settings.max_tokens}
          onChange={(max_tokens) => set({ max_tokens })}
        />
        <Switch
          label="Stream the answer"
          checked={settings.stream}
          onChange={(event) => set({ stream: event.currentTarget.checked })}
        />
        <PasswordInput
          label="Key"
          description={
            ownKey
              ? 'Empty: a key of your own, made for this and ended after an hour. Or paste one to see what it may do.'
              : 'Paste the key to call with. It stays in this page.'
          }
          autoComplete="new-password"
          placeholder={ownKey ? 'My own' : 'sk-…'}
          value={apiKey}
          onChange={(event) => onKey(event.currentTarget.value)}
        />
      </Stack>
    </Paper>
  );
}
