/** Where Redis is: one server, Sentinels that know the master, or seed nodes of a cluster. Holds passwords. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | {
      readonly kind: 'sentinel';
      readonly sentinels: readonly HostPort[];
      /** Name of the master, as the Sentinels call it. */
      readonly master: string;
      readonly username: string | null;
      readonly password: string | null;
      readonly sentinelPassword: string | null;
      readonly database: number;
      readonly tls: boolean;
    }
  | {
      readonly kind: 'cluster';
      readonly nodes: readonly HostPort[];
      readonly username: string | null;
      readonly password: string | null;
      readonly tls: boolean;
    };

export interface HostPort {
  readonly host: string;
  readonly port: number;
}
