import { textField, type RawSearch } from '../../shared/url/search-fields.js';

/** What of the playground is in the address bar: the models that answer. */
export interface PlaygroundSearch {
  model?: string | undefined;
  /** The one beside it. */
  against?: string | undefined;
}

export const readPlaygroundSearch = (search: RawSearch): PlaygroundSearch => ({
  model: textField(search, 'model', 512),
  against: textField(search, 'against', 512),
});
