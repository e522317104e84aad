import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';

/** Worth another try: no answer, or the server's own fault. What the API refuses it will refuse again. */
function mayRetry(failures: number, error: Error): boolean {
  if (error instanceof ApiError && error.status !== 0 && error.status < 500) return false;
  return failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: mayRetry, retryDelay: (attempt) => 500 * 2 ** attempt },
      mutations: { retry: false },
    },
  });
}
