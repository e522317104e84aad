import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../app/app.js';
import { createAppRouter } from '../app/router.js';
import { createQueryClient } from '../shared/api/query-client.js';

/** The whole dashboard at an address (`/ui/keys?page=2`), against whatever answers fetch. */
export function renderApp(address: string) {
  const queryClient = createQueryClient();
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  const view = render(<App router={router} queryClient={queryClient} env="test" />);
  return { ...view, router, history, queryClient, user: userEvent.setup({ delay: null }) };
}
