import { EXPORT_GROUPS, type ExportGroup } from '@tollgate/core';
import { choiceField, dayField, textField, type RawSearch } from '../../shared/url/search-fields.js';

/** What of the Exports page is in the address bar. */
export interface ExportsSearch {
  /** The form is open; `from`, `to` (UTC days) and `by` are what it starts with. */
  create?: 'open' | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by?: ExportGroup | undefined;
  /** Id of the export that is open. */
  open?: string | undefined;
}

export function readExportsSearch(search: RawSearch): ExportsSearch {
  return {
    create: choiceField(search, 'create', ['open']),
    from: dayField(search, 'from'),
    to: dayField(search, 'to'),
    by: choiceField(search, 'by', EXPORT_GROUPS),
    open: textField(search, 'open'),
  };
}
