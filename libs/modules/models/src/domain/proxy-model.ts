/** A JSON object: parameters or facts by name. */
export type Members = Readonly<Record<string, unknown>>;

/** A model that is kept in the database: an entry of `model_list` that was made at run time. Holds secrets in clear. */
export interface ProxyModel {
  readonly modelId: string;
  /** As stored; a team's model has a name of its own here, and its public one among the facts. */
  readonly modelName: string;
  readonly teamId: string | null;
  readonly litellmParams: Members;
  /** Without what the columns beside it hold: id, team, paused. */
  readonly modelInfo: Members;
  /** Paused: it gets no calls. */
  readonly blocked: boolean;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  /** Members that cannot be decrypted and so are missing: `litellm_params.api_key`. */
  readonly unreadable: readonly string[];
  /** Something was encrypted under an earlier key, by LiteLLM, or not at all. */
  readonly outdated: boolean;
}

/** The name that clients ask for. */
export function publicNameOf({ modelName, teamId, modelInfo }: ProxyModel): string {
  const { team_public_model_name: name } = modelInfo;
  return teamId !== null && typeof name === 'string' ? name : modelName;
}

/** `model_info` as the configuration's schema reads it, and as the API shows it. */
export function factsOf({ modelId, teamId, modelInfo, blocked }: ProxyModel): Members {
  return {
    ...modelInfo,
    id: modelId,
    ...(teamId === null ? {} : { team_id: teamId }),
    ...(blocked ? { blocked: true } : {}),
  };
}
