import { type ModelInfo } from '@tollgate/core';

export const MODEL_SORT_FIELDS = ['model_name', 'costs'] as const;
export type ModelSortField = (typeof MODEL_SORT_FIELDS)[number];

export interface ModelPageRequest {
  /** Part of the public name, of the provider or of the provider's model, in any case. */
  readonly search: string | null;
  readonly sortBy: ModelSortField | null;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** One page of models, as GET /v2/model/info answers. */
export interface ModelPage {
  readonly data: readonly ModelInfo[];
  readonly total_count: number;
  readonly current_page: number;
  readonly total_pages: number;
  readonly size: number;
}

/** Searches, sorts and cuts out a page. Without a sort field the order of the configuration stands. */
export function pageModels(models: readonly ModelInfo[], request: ModelPageRequest): ModelPage {
  const { page, size } = request;
  const found = sorted(searched(models, request.search), request);
  return {
    data: found.slice((page - 1) * size, page * size),
    total_count: found.length,
    current_page: page,
    total_pages: Math.ceil(found.length / size),
    size,
  };
}

function searched(models: readonly ModelInfo[], search: string | null): readonly ModelInfo[] {
  if (search === null) return models;
  const wanted = search.toLowerCase();
  return models.filter((model) =>
    [model.model_name, model.litellm_params.model].some((name) => name.toLowerCase().includes(wanted)),
  );
}

function sorted(
  models: readonly ModelInfo[],
  { sortBy, descending }: ModelPageRequest,
): readonly ModelInfo[] {
  if (sortBy === null) return models;
  const sign = descending ? -1 : 1;
  return [...models].sort((a, b) => sign * compare(a, b, sortBy));
}

function compare(a: ModelInfo, b: ModelInfo, field: ModelSortField): number {
  if (field === 'model_name') return a.model_name < b.model_name ? -1 : a.model_name > b.model_name ? 1 : 0;
  return costOf(a) - costOf(b);
}

function costOf({
  model_info: { input_cost_per_token: input, output_cost_per_token: output },
}: ModelInfo): number {
  return (input ?? 0) + (output ?? 0);
}
