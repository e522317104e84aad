import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '@tollgate/ui';
import { gatewayUrl } from '../../shared/api/root-path.js';
import { modelGroupsQuery } from '../models/api/list-model-groups.js';
import { recipeModel, recipesFor } from './recipes.js';

export interface KeyRecipesProps {
  /** The key itself, or a stand-in for it. */
  secret: string;
  /** What the key may use; empty: every model. */
  models: readonly string[];
}

/** The first call with this key, for every common client. */
export function KeyRecipes({ secret, models }: KeyRecipesProps) {
  const groups = useQuery(modelGroupsQuery);
  const model = recipeModel(models, groups.data?.map((group) => group.model_group) ?? []);
  const recipes = recipesFor({ origin: gatewayUrl(), key: secret, model });
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List mb="xs">
        {recipes.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id} px="sm">
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {recipes.map(({ id, label, code }) => (
        <Tabs.Panel key={id} value={id}>
          <CodeBlock code={code} label={`${label} example`} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
