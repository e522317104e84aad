import { Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useSearchText } from '../../shared/use-search-text.js';
import { useAccess } from '../session/api/access.js';
import { TeamSelect } from '../teams/pickers/team-select.js';
import { UserSelect } from '../users/pickers/user-select.js';
import { type LogsSearch, moreFiltersOn, MORE_FILTERS } from './logs-search.js';

export interface MoreLogFiltersProps {
  search: LogsSearch;
  onChange: (change: Partial<LogsSearch>) => void;
}

/** Team, user, customer, session, error and cost; the button says how many of them are on. */
export function MoreLogFilters({ search, onChange }: MoreLogFiltersProps) {
  const on = moreFiltersOn(search);
  const none = Object.fromEntries(MORE_FILTERS.map((filter) => [filter, undefined]));
  return (
    <Popover position="bottom-end" shadow="md" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} />}>
          {on === 0 ? 'More filters' : `More filters (${on})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <OwnerFilters search={search} onChange={onChange} />
          <Group grow gap="xs">
            <TextFilter label="Customer" name="customer" search={search} onChange={onChange} />
            <TextFilter label="Session" name="session" search={search} onChange={onChange} />
          </Group>
          <TextFilter
            label="Error"
            name="error"
            placeholder="429 or RateLimitError"
            search={search}
            onChange={onChange}
          />
          <TextFilter label="Error says" name="says" search={search} onChange={onChange} />
          <Group grow gap="xs">
            <TextFilter
              label="Cost from (USD)"
              name="min"
              placeholder="0.01"
              search={search}
              onChange={onChange}
            />
            <TextFilter label="Cost to (USD)" name="max" search={search} onChange={onChange} />
          </Group>
          <Button variant="subtle" size="xs" disabled={on === 0} onClick={() => onChange(none)}>
            Clear these
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function OwnerFilters({ search, onChange }: MoreLogFiltersProps) {
  const { seesAll } = useAccess();
  return (
    <Group grow gap="xs">
      <TeamSelect
        label="Team"
        size="xs"
        placeholder="Any team"
        value={search.team ?? null}
        onChange={(team) => onChange({ team: team ?? undefined })}
      />
      {seesAll && (
        <UserSelect
          label="User"
          size="xs"
          placeholder="Any user"
          value={search.user ?? null}
          onChange={(user) => onChange({ user: user ?? undefined })}
        />
      )}
    </Group>
  );
}

interface TextFilterProps extends MoreLogFiltersProps {
  label: string;
  name: 'customer' | 'session' | 'error' | 'says' | 'min' | 'max';
  placeholder?: string;
}

function TextFilter({ label, name, placeholder, search, onChange }: TextFilterProps) {
  const [text, setText] = useSearchText(search[name], (next) => onChange({ [name]: next }));
  return (
    <TextInput
      label={label}
      size="xs"
      data-autofocus={name === 'customer' || undefined}
      {...(placeholder !== undefined && { placeholder })}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
