import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { organizationsQuery } from '../api/list-organizations.js';

export interface OrganizationSelectProps {
  value: string | null;
  onChange: (organizationId: string | null) => void;
  description?: ReactNode;
  error?: ReactNode;
}

/** Picks one of the organizations; nothing is shown while there are none. */
export function OrganizationSelect(props: OrganizationSelectProps) {
  const { data } = useQuery(organizationsQuery);
  if ((data?.length ?? 0) === 0 && props.value === null) return null;
  return (
    <Select
      label="Organization"
      placeholder="None"
      searchable
      clearable
      {...props}
      data={(data ?? []).map((each) => ({ value: each.organization_id, label: each.organization_alias }))}
    />
  );
}
