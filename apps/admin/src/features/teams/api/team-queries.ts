/** Cache names of everything read about teams. */
export const teamQueries = {
  all: ['teams'],
  list: ['teams', 'list'],
  info: (teamId: string) => ['teams', 'info', teamId],
} as const;
