/** Cache names of everything read about users. */
export const userQueries = {
  all: ['users'],
  list: ['users', 'list'],
  info: (userId: string) => ['users', 'info', userId],
} as const;
