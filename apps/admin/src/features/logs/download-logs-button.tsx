import { Button } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { count } from '@tollgate/ui';
import { useRef, useState } from 'react';
import { tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { downloadText } from '../../shared/csv/download-text.js';
import { collectLogs } from './logs-csv.js';
import { type LogsSearch, toLogQuery } from './logs-search.js';

/** Saves every matching call as CSV; says how far it is, and stops when pressed again. */
export function DownloadLogsButton({ search, disabled }: { search: LogsSearch; disabled: boolean }) {
  const [rows, setRows] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setRows(0);
    try {
      const now = new Date();
      const {
        pieces,
        rows: saved,
        complete,
      } = await collectLogs(toLogQuery(search, now), setRows, controller.signal);
      downloadText(`calls-${now.toISOString().slice(0, 19).replaceAll(':', '')}.csv`, pieces, 'text/csv');
      if (!complete) tell(`The newest ${count(saved)} calls are saved. Exports has files of any size.`);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      tellFailure('The calls could not be saved')(error);
    } finally {
      running.current = null;
      setRows(null);
    }
  };
  const busy = rows !== null;
  return (
    <Button
      variant="default"
      size="xs"
      disabled={disabled}
      leftSection={busy ? <IconX size={14} /> : <IconDownload size={14} />}
      onClick={() => (busy ? running.current?.abort() : void start())}
    >
      {busy ? `Stop at ${count(rows)}` : 'CSV'}
    </Button>
  );
}
