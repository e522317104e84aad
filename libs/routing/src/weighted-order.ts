import { type Deployment } from './routing-table.js';

/**
 * Deployments in order of attempt: drawn without replacement, each with a chance in proportion to its weight. The first of
 * `weight`, `rpm`, `tpm` that any of them has above zero is the weight; a missing one counts zero and comes last. With none
 * of the three all are alike.
 * @param random uniform in [0, 1).
 */
export function weightedOrder(
  deployments: readonly Deployment[],
  random: () => number,
): readonly Deployment[] {
  if (deployments.length < 2) return deployments;
  const weights = weightsOf(deployments);
  const left = deployments.map((deployment, i) => ({ deployment, weight: weights[i] ?? 0 }));
  const order: Deployment[] = [];
  while (left.length > 0) {
    const [drawn] = left.splice(draw(left, random), 1);
    if (drawn) order.push(drawn.deployment);
  }
  return order;
}

function weightsOf(deployments: readonly Deployment[]): readonly number[] {
  for (const metric of ['weight', 'rpm', 'tpm'] as const) {
    const values = deployments.map((deployment) => Math.max(0, deployment[metric] ?? 0));
    if (values.some((value) => value > 0)) return values;
  }
  return deployments.map(() => 1);
}

function draw(left: readonly { readonly weight: number }[], random: () => number): number {
  const total = left.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return Math.floor(random() * left.length);
  let mark = random() * total;
  for (let i = 0; i < left.length; i += 1) {
    mark -= left[i]?.weight ?? 0;
    if (mark < 0) return i;
  }
  return left.findLastIndex(({ weight }) => weight > 0);
}
