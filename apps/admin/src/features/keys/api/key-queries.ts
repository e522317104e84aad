/** Cache names of everything read about keys; `all` is what a write makes stale. */
export const keyQueries = {
  all: ['keys'],
  lists: ['keys', 'list'],
  info: (hash: string) => ['keys', 'info', hash],
} as const;
