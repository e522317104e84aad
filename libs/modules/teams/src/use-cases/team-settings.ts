/** What teams depend on in the configuration; the application binds it. */
export abstract class TeamSettings {
  /** `litellm_settings.default_internal_user_params.available_teams`; null when not configured. */
  abstract readonly availableTeams: readonly string[] | null;
}
