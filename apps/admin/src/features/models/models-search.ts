import { choiceField, textField, type RawSearch } from '../../shared/url/search-fields.js';

/** What of the Models page is in the address bar. */
export interface ModelsSearch {
  q?: string | undefined;
  /** Id of the deployment that is open. */
  open?: string | undefined;
  /** The dialog that adds one is open. */
  create?: 'open' | undefined;
  /** The name whose route is explained. */
  route?: string | undefined;
}

export const readModelsSearch = (search: RawSearch): ModelsSearch => ({
  q: textField(search, 'q'),
  open: textField(search, 'open'),
  create: choiceField(search, 'create', ['open']),
  route: textField(search, 'route', 512),
});
