import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useOrderExport } from './api/order-export.js';
import { ExportForm } from './export-form.js';
import { toExportRequest, toExportValues } from './export-form-values.js';
import { type ExportsSearch } from './exports-search.js';

export interface ExportModalProps {
  /** What the form starts with, when it is open. */
  search: ExportsSearch;
  onClose: () => void;
  /** With the id of the export that is under way. */
  onOrdered: (id: string) => void;
}

/** Orders a file; what becomes of it is seen in the list. */
export function ExportModal({ search, onClose, onOrdered }: ExportModalProps) {
  const order = useOrderExport();
  return (
    <FormModal opened={search.create === 'open'} onClose={onClose} title="New export">
      <ExportForm
        initial={toExportValues(search, new Date())}
        submit={async (values) => {
          const { id } = await order.mutateAsync(toExportRequest(values));
          tell('The export is being written.');
          onOrdered(id);
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}
