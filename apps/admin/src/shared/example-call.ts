import { gatewayUrl } from './api/root-path.js';

/** A first call that needs no provider account: the gateway itself answers the model `demo`. */
export function exampleCall(key = '$TOLLGATE_KEY'): { code: string; label: string } {
  return {
    label: 'example call',
    code: `curl ${gatewayUrl()}/v1/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "demo", "messages": [{"role": "user", "content": "Hello"}]}'`,
  };
}
