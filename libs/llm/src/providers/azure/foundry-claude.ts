import { type Failure } from '@tollgate/core';
import { ANTHROPIC_VERSION, messagesApi } from '../anthropic/provider.js';
import { unconfigured } from '../endpoint.js';
import { type Address, type ChatAbility, isFailure, type Target } from '../provider.js';
import { signIn } from './sign-in.js';
import { baseUrlOf, withQuery } from './url.js';

/** Claude on Azure AI Foundry: Anthropic's Messages API below `/anthropic`. Source: Microsoft Learn, "Claude in Foundry". */
export const claudeOnFoundry: ChatAbility = Object.freeze({ ...messagesApi, address });

/** Does a deployment serve Claude? */
export function isClaude({ model, params }: Target): boolean {
  const base = params['base_model'];
  return /(?:^|[./])claude-/.test(typeof base === 'string' ? base : model);
}

function address(target: Target): Address | Failure {
  if (target.baseUrl === null) return unconfigured('Azure AI Foundry needs an api_base.');
  const base = baseUrlOf(target.baseUrl);
  if (base === null) return unconfigured('The api_base of Azure AI Foundry is not an http(s) URL.');
  const signed = signIn(target, 'Azure AI Foundry', 'api-key');
  if (isFailure(signed)) return signed;
  const root = base.pathname.replace(/\/(?:(anthropic|models)(\/v1(\/messages)?)?)?$/, '');
  const headers = [...signed.headers, 'anthropic-version', ANTHROPIC_VERSION];
  for (const [name, value] of Object.entries(target.headers)) headers.push(name.toLowerCase(), value);
  return { ...signed, url: withQuery(base, `${root}/anthropic/v1/messages`, null), headers };
}
