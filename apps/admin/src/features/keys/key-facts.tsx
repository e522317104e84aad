import { type KeyView } from '@tollgate/core';
import { Paper } from '@mantine/core';
import { Fact, FactGroup, Identifier, TimeText } from '@tollgate/ui';
import { tagsOf } from './key-form-values.js';

/** What a key is and may, as label and value. */
export function KeyFacts({ apiKey }: { apiKey: KeyView }) {
  const tags = tagsOf(apiKey);
  return (
    <Paper p="md">
      <FactGroup title="Identity">
        <Fact name="Hash">
          <Identifier value={apiKey.token} what="key hash" />
        </Fact>
        <Fact name="Models">{apiKey.models.length === 0 ? 'every model' : apiKey.models.join(', ')}</Fact>
        <Fact name="Expires">
          <TimeText iso={apiKey.expires} />
        </Fact>
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
