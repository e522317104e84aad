/** Models under a name, which teams and keys that have the group may use besides their own. Times are UTC. */
export interface AccessGroup {
  readonly accessGroupId: string;
  readonly accessGroupName: string;
  readonly description: string | null;
  /** Names, wildcards or access groups of models. */
  readonly modelNames: string[];
  readonly mcpServerIds: string[];
  readonly agentIds: string[];
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** Who has a group. */
export interface Assignment {
  readonly teamIds: readonly string[];
  /** SHA-256 hashes. */
  readonly keyHashes: readonly string[];
}

export interface AssignedGroup {
  readonly group: AccessGroup;
  readonly assigned: Assignment;
}
