/** Why a deployment gets no call at the moment. */
export type ModelBarrier = 'cooling' | 'budget' | 'max-parallel-requests' | 'rpm' | 'tpm';

/** How one deployment does, by what the answering process has seen of it; GET /model/state (ours). */
export interface ModelState {
  model_id: string;
  /** null: it gets calls. */
  barrier: ModelBarrier | null;
  /** ISO 8601; null unless it is cooling down. */
  cooling_until: string | null;
  /** It was out of service and has not answered since: one call at a time finds out whether it can. */
  on_probation: boolean;
  in_flight: number;
  requests_this_minute: number;
  tokens_this_minute: number;
  /** Attempts that ended within the running window of a minute. */
  recent_successes: number;
  recent_failures: number;
  /** Mean of the last few streams; null before the first. */
  first_content_ms: number | null;
  /** Of whole answers; null before the first. */
  ms_per_token: number | null;
}

export interface ModelStateList {
  data: ModelState[];
}

/** What would be tried for a model now, in this order; GET /model/route (ours). */
export interface RoutePlanView {
  asked: string;
  strategy: string;
  /** How the strategy chooses, in words. */
  strategy_meaning: string;
  /** The group that was asked for, then its fallbacks in turn. */
  groups: PlannedGroupView[];
  /** What a prompt that is too long, or refused for its content, goes to in place of the later groups. */
  when_too_long: string[];
  when_refused: string[];
  /** Names among the fallbacks that no model has. */
  unknown: string[];
}

export interface PlannedGroupView {
  name: string;
  candidates: PlannedCandidateView[];
}

export interface PlannedCandidateView {
  model_id: string;
  /** `openai/gpt-4o`. */
  sent_model: string;
  /** 1 for those that are tried first; null: it is left out. */
  turn: number | null;
  /** Why it is left out. */
  skipped: string | null;
  /** Of the first attempts of its turn, 0 to 1, under `simple-shuffle`; else null. */
  share: number | null;
  /** Retries of one call here. */
  retries: number;
}
