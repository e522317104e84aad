import { type RoutePlanView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

export interface RouteQuestion {
  model: string;
  tags: readonly string[];
  stream: boolean;
}

/** GET /model/route: who would be tried for a call, in which order. */
export function planRoute(
  { model, tags, stream }: RouteQuestion,
  signal?: AbortSignal,
): Promise<RoutePlanView> {
  return get('/model/route', {
    query: { model, tags: tags.join(','), stream },
    expect: hasFields<RoutePlanView>('groups', 'strategy'),
    ...(signal && { signal }),
  });
}

export const routePlanQuery = (question: RouteQuestion) =>
  queryOptions({
    queryKey: ['models', 'route', question],
    queryFn: ({ signal }) => planRoute(question, signal),
    refetchInterval: 5_000,
  });
