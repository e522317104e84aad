import { type Borrower } from '@tollgate/attributions';

/** An end user of what is built on the gateway, as calls name it (`user`). Made by an admin, or by its first call. */
export interface Customer extends Borrower {
  readonly customerId: string;
  readonly alias: string | null;
  readonly blocked: boolean;
  readonly allowedModelRegion: string | null;
  readonly defaultModel: string | null;
}

export const UNNAMED_CUSTOMER = {
  alias: null,
  blocked: false,
  allowedModelRegion: null,
  defaultModel: null,
} satisfies Partial<Customer>;
