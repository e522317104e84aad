import { type ExportTieOut, type ExportView } from '@tollgate/core';
import { Alert, Button, Drawer, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { byteSize, count, decimalMoney, exactTime, Fact, FactGroup, Identifier } from '@tollgate/ui';
import { ExportStatusBadge, fileAddress, hasFile, periodText } from './export-columns.js';
import { exportTitle, FORMAT_NAMES } from './export-names.js';

export interface ExportDrawerProps {
  /** undefined: closed. */
  row: ExportView | undefined;
  onClose: () => void;
}

/** What came out of an export, and the figures that had to agree before it was handed out. */
export function ExportDrawer({ row, onClose }: ExportDrawerProps) {
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size={480}
      title={
        <Text component="span" fw={600}>
          {row && exportTitle(row)}
        </Text>
      }
    >
      {row && <ExportFacts row={row} />}
    </Drawer>
  );
}

function ExportFacts({ row }: { row: ExportView }) {
  return (
    <Stack gap="lg">
      {hasFile(row, new Date()) && (
        <Button component="a" href={fileAddress(row)} download leftSection={<IconDownload size={16} />}>
          Download {row.file_name}
        </Button>
      )}
      {row.error !== null && (
        <Alert role="alert" color="red" variant="light" p="xs">
          {row.error}
        </Alert>
      )}
      <FactGroup title="Outcome">
        <Fact name="Status">
          <ExportStatusBadge row={row} />
        </Fact>
        <Fact name="Period">{periodText(row.period)}</Fact>
        {row.total_usd !== null && <Fact name="Total (USD)">{decimalMoney(row.total_usd)}</Fact>}
        {row.calls !== null && <Fact name="Calls">{count(row.calls)}</Fact>}
        {(row.unpriced_calls ?? 0) > 0 && (
          <Fact name="of these unpriced, not in the total">{count(row.unpriced_calls ?? 0)}</Fact>
        )}
        <Fact name="Rows">{count(row.rows_written)}</Fact>
        {row.currency && (
          <Fact name={`${row.currency.code} for a dollar`}>
            {row.currency.exchange_rate} on {row.currency.exchange_rate_date}
          </Fact>
        )}
      </FactGroup>
      {row.tie_out && <TieOutFacts tieOut={row.tie_out} />}
      <FactGroup title="File">
        <Fact name="Format">{row.format === 'zip' ? 'ZIP' : FORMAT_NAMES[row.format]}</Fact>
        {row.bytes !== null && <Fact name="Size">{byteSize(row.bytes)}</Fact>}
        {row.sha256 !== null && (
          <Fact name="SHA-256">
            <Identifier value={row.sha256} what="SHA-256" />
          </Fact>
        )}
        <Fact name="Ordered">{exactTime(row.created_at)}</Fact>
        {row.created_by !== null && <Fact name="Ordered by">{row.created_by}</Fact>}
        {row.finished_at !== null && <Fact name="Finished">{exactTime(row.finished_at)}</Fact>}
        {row.expires_at !== null && <Fact name="File kept until">{exactTime(row.expires_at)}</Fact>}
      </FactGroup>
    </Stack>
  );
}

function TieOutFacts({ tieOut }: { tieOut: ExportTieOut }) {
  return (
    <FactGroup title={tieOut.tied ? 'Ties out' : 'Does not tie out'}>
      <Fact name="Calls in the ledger (USD)">{decimalMoney(tieOut.events_usd)}</Fact>
      <Fact name="Hourly sums (USD)">{decimalMoney(tieOut.rollup_usd)}</Fact>
      <Fact name="Rows of the file (USD)">{decimalMoney(tieOut.file_usd)}</Fact>
      {tieOut.counted_again_usd !== '0' && (
        <Fact name="of these counted again, under several tags">
          {decimalMoney(tieOut.counted_again_usd)}
        </Fact>
      )}
    </FactGroup>
  );
}
