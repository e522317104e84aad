import { type Environment, formatProblems, loadConfig, type RouteQuestion } from '@tollgate/config';
import { buildRoutingTable } from '@tollgate/models';
import { planRoute, planText } from '@tollgate/routing';
import { QUICKSTART_CONFIG } from './paths.js';
import { StartFailure } from './start-failure.js';

/** What `tollgate route` prints: how a call of a model would go, as far as the configuration tells. */
export async function routePlan(question: RouteQuestion, env: Environment): Promise<string> {
  const loaded = await loadConfig({ path: question.configPath ?? QUICKSTART_CONFIG, env });
  if (!loaded.ok) throw new StartFailure(formatProblems(loaded.problems), 2);
  const { table } = buildRoutingTable(loaded.config, env);
  const plan = planRoute(table, question.model, { tags: question.tags });
  if (plan) return planText(plan, table, question.stream);
  const names = [...table.groups.keys(), ...table.wildcards.map(({ pattern }) => pattern)];
  throw new StartFailure(
    `No model is called ${JSON.stringify(question.model)}. There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ') || 'none'}.`,
    2,
  );
}
