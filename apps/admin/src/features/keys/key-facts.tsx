import { type KeyView } from '@tollgate/core';
import { Divider, Paper } from '@mantine/core';
import { count, durationWords, Fact, FactGroup, Identifier, money, share, TimeText } from '@tollgate/ui';
import { tagsOf } from './key-form-values.js';

/** Limits and identity of a key, as label and value. */
export function KeyFacts({ apiKey }: { apiKey: KeyView }) {
  const tags = tagsOf(apiKey);
  return (
    <Paper p="md">
      <FactGroup title="Limits">
        <Fact name="Models">{apiKey.models.length === 0 ? 'every model' : apiKey.models.join(', ')}</Fact>
        <Fact name="Budget">
          {apiKey.max_budget === null
            ? 'no limit'
            : `${money(apiKey.spend)} of ${money(apiKey.max_budget)} used (${share(apiKey.spend, apiKey.max_budget)})`}
        </Fact>
        {apiKey.budget_reset_at !== null && (
          <Fact name="Budget resets">
            {apiKey.budget_duration !== null && `every ${durationWords(apiKey.budget_duration)}, next `}
            <TimeText iso={apiKey.budget_reset_at} />
          </Fact>
        )}
        <Fact name="Requests per minute">{limitText(apiKey.rpm_limit)}</Fact>
        <Fact name="Tokens per minute">{limitText(apiKey.tpm_limit)}</Fact>
        <Fact name="Parallel requests">{limitText(apiKey.max_parallel_requests)}</Fact>
        <Fact name="Expires">
          <TimeText iso={apiKey.expires} />
        </Fact>
      </FactGroup>
      <Divider my="sm" color="var(--tg-line)" />
      <FactGroup title="Identity">
        <Fact name="Hash">
          <Identifier value={apiKey.token} what="key hash" />
        </Fact>
        {apiKey.user_id !== null && <Fact name="User">{apiKey.user_id}</Fact>}
        {apiKey.team_id !== null && <Fact name="Team">{apiKey.team_id}</Fact>}
        {apiKey.organization_id !== null && <Fact name="Organization">{apiKey.organization_id}</Fact>}
        {tags.length > 0 && <Fact name="Tags">{tags.join(', ')}</Fact>}
        {apiKey.allowed_routes.length > 0 && <Fact name="Routes">{apiKey.allowed_routes.join(', ')}</Fact>}
        <Fact name="Last used">
          <TimeText iso={apiKey.last_active} />
        </Fact>
        <Fact name="Created">
          <TimeText iso={apiKey.created_at} />
        </Fact>
        <Fact name="Changed">
          <TimeText iso={apiKey.updated_at} />
        </Fact>
      </FactGroup>
    </Paper>
  );
}

const limitText = (limit: number | null): string => (limit === null ? 'no limit' : count(limit));
