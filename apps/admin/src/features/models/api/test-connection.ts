import { useMutation } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

export interface TestConnection {
  litellm_params: Record<string, unknown>;
  mode?: string;
  /** Of an existing model: what is not sent is taken from it. */
  model_info?: { id: string };
}

export interface ConnectionResult {
  status: 'success' | 'error';
  result: { error?: string; [member: string]: unknown };
}

/** POST /health/test_connection: one real call, with the parameters as they are typed. */
export function testConnection(request: TestConnection): Promise<ConnectionResult> {
  return write('POST', '/health/test_connection', {
    body: request,
    expect: hasFields<ConnectionResult>('status', 'result'),
  });
}

export const useTestConnection = () => useMutation({ mutationFn: testConnection });
