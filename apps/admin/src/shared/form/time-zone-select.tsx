import { Select, type SelectProps } from '@mantine/core';

/** Zones people choose from; UTC is none of them in some browsers. */
const ZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
/** Rows of the open list: there are more than four hundred zones. */
const SHOWN = 40;

export type TimeZoneSelectProps = Omit<SelectProps, 'data' | 'searchable' | 'limit' | 'nothingFoundMessage'>;

/** An IANA time zone, found by typing. */
export function TimeZoneSelect(props: TimeZoneSelectProps) {
  return (
    <Select
      {...props}
      data={[...ZONES]}
      searchable
      limit={SHOWN}
      nothingFoundMessage="No such zone: try Europe/Berlin, or a city"
    />
  );
}
