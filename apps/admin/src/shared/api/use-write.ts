import { useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A call that changes something, for a form or a button. What is on screen is read again afterwards, whatever it is: one
 * change shows in many places (a deleted team takes keys, members and spend along).
 */
export function useWrite<Request, Reply>(send: (request: Request) => Promise<Reply>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queryClient.invalidateQueries() });
}
