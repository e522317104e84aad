import { type SettingView } from '@tollgate/core';
import { Button, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, Fact } from '@tollgate/ui';
import { useState } from 'react';
import { isRecord } from '../../shared/api/json-shape.js';
import { TextLink } from '../../shared/links.js';
import { useAccess } from '../session/api/access.js';
import { settingsQuery } from './api/list-settings.js';
import { EditSettingModal } from './edit-setting-modal.js';
import { valueOf } from './fallback-lists.js';
import { FallbacksSection } from './fallbacks-section.js';
import { sourceText, valueText } from './setting-value.js';

/** Settings of calls that admins look for first. */
const COMMON: readonly string[] = [
  'routing_strategy',
  'num_retries',
  'timeout',
  'stream_timeout',
  'allowed_fails',
  'cooldown_time',
  'enable_pre_call_checks',
  'enable_tag_filtering',
];

/** How calls find their deployment, and what is tried when that fails. */
export function RoutingTab() {
  const { data, error, refetch } = useQuery(settingsQuery('router_settings'));
  const [editing, setEditing] = useState<SettingView | null>(null);
  if (error && !data)
    return (
      <ErrorState
        title="The router settings could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <Skeleton h={420} />;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
        <CommonSettings settings={data} onEdit={setEditing} />
        <Aliases settings={data} onEdit={setEditing} />
      </SimpleGrid>
      <FallbacksSection settings={data} />
      <EditSettingModal setting={editing} onClose={() => setEditing(null)} />
    </Stack>
  );
}

interface PartProps {
  settings: readonly SettingView[];
  onEdit: (setting: SettingView) => void;
}

function CommonSettings({ settings, onEdit }: PartProps) {
  const { isAdmin } = useAccess();
  const shown = COMMON.flatMap((name) => settings.find((setting) => setting.field_name === name) ?? []);
  return (
    <Paper p="md">
      <Title order={2} fz="md" mb="xs">
        Every call
      </Title>
      <dl style={{ margin: 0 }}>
        {shown.map((setting) => (
          <Fact key={setting.field_name} name={setting.field_name}>
            {valueText(setting) ?? `${setting.field_default_value ?? 'not set'}`}
            <Text component="span" fz="xs" c="dimmed" ml={6}>
              {sourceText(setting)}
            </Text>
            {isAdmin && setting.changeable && (
              <Button
                variant="subtle"
                size="compact-xs"
                ml={6}
                aria-label={`Edit ${setting.field_name}`}
                onClick={() => onEdit(setting)}
              >
                <IconPencil size={13} />
              </Button>
            )}
          </Fact>
        ))}
      </dl>
      <Text fz="sm" mt="xs">
        <TextLink to="/settings" search={{ tab: 'configuration', section: 'router_settings', all: 'on' }}>
          All router settings
        </TextLink>
      </Text>
    </Paper>
  );
}

/** Further names of models: clients that ask for one get the other. */
function Aliases({ settings, onEdit }: PartProps) {
  const { isAdmin } = useAccess();
  const setting = settings.find(({ field_name: name }) => name === 'model_group_alias');
  const aliases = valueOf(settings, 'model_group_alias');
  const entries = isRecord(aliases) ? Object.entries(aliases) : [];
  return (
    <Paper p="md">
      <Title order={2} fz="md" mb="xs">
        Aliases
      </Title>
      {entries.length === 0 && (
        <Text fz="sm" c="dimmed" mb="xs">
          None. An alias is a further name of a model: {'{"smart": "claude"}'} serves calls of “smart” by
          “claude”.
        </Text>
      )}
      <dl style={{ margin: 0 }}>
        {entries.map(([alias, model]) => (
          <Fact key={alias} name={alias}>
            {typeof model === 'string' ? model : JSON.stringify(model)}
          </Fact>
        ))}
      </dl>
      {isAdmin && setting?.changeable && (
        <Button
          variant="default"
          size="xs"
          mt="xs"
          leftSection={<IconPencil size={14} />}
          onClick={() => onEdit(setting)}
        >
          Edit aliases
        </Button>
      )}
    </Paper>
  );
}
