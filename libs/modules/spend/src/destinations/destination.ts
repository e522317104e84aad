import { unreachable, type ExportDestination } from '@tollgate/core';
import { type ObjectStore } from '@tollgate/delivery';

/** Where files go, complete with secrets. */
export type Destination =
  | { readonly type: 's3'; readonly store: ObjectStore; readonly prefix: string }
  | { readonly type: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly type: 'email'; readonly to: readonly string[] };

/** A destination as it may be shown: without secrets; the path of a webhook is one, for whoever knows it can post there. */
export function destinationView(destination: Destination): ExportDestination {
  switch (destination.type) {
    case 's3': {
      const { bucket, region, endpoint, pathStyle, keys } = destination.store;
      return {
        ...{ type: 's3', bucket, prefix: destination.prefix, region, endpoint, path_style: pathStyle },
        access_key_id: keys?.accessKeyId ?? null,
      };
    }
    case 'webhook':
      return { type: 'webhook', url: new URL(destination.url).origin };
    case 'email':
      return { type: 'email', to: [...destination.to] };
    default:
      return unreachable(destination);
  }
}
