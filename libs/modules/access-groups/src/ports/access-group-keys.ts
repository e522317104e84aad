/** Keys, as access groups see them. The keys module, which knows the groups and not the other way round, is behind it. */
export abstract class AccessGroupKeys {
  /** SHA-256 hash of a key that a request names by its secret or its hash; null when it is neither. */
  abstract hashOf(keyOrHash: string): string | null;
  /** Tells every process that keys have other models now. After the commit; never throws. */
  abstract changed(hashes: readonly string[]): void;
}
