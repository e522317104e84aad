import { KEY_LIMITS, type NewTeamRequest, type TeamView, type UpdateTeamRequest } from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  NO_LIMITS,
  toLimits,
  toLimitValues,
  type LimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface TeamFormValues extends LimitValues {
  team_alias: string;
  organization_id: string;
  models: string[];
}

export const EMPTY_TEAM: TeamFormValues = { team_alias: '', organization_id: '', models: [], ...NO_LIMITS };

export function toTeamValues(team: TeamView): TeamFormValues {
  return {
    team_alias: team.team_alias ?? '',
    organization_id: team.organization_id ?? '',
    models: team.models,
    ...toLimitValues(team),
  };
}

const fieldsOf = (values: TeamFormValues) => ({
  team_alias: textOrNull(values.team_alias),
  organization_id: textOrNull(values.organization_id),
  models: values.models,
  ...toLimits(values),
});

/** The body of /team/new: only what was filled in. */
export const toNewTeam = (values: TeamFormValues): NewTeamRequest => filledFields(fieldsOf(values));

/** The body of /team/update: only what differs; null clears. */
export const toTeamUpdate = (team: TeamView, values: TeamFormValues): UpdateTeamRequest => ({
  team_id: team.team_id,
  ...changedFields(fieldsOf(toTeamValues(team)), fieldsOf(values)),
});

export const teamRules = {
  ...limitRules,
  team_alias: (alias: unknown) => {
    const text = String(alias).trim();
    if (text === '') return 'A team needs a name';
    return text.length > KEY_LIMITS.aliasMax ? `At most ${KEY_LIMITS.aliasMax} characters` : null;
  },
};
