import { type Failure } from '@tollgate/core';
import { unconfigured } from '../endpoint.js';
import { type Target } from '../provider.js';
import { textParam } from '../target-params.js';
import { type CompatibleRow } from './rows/row.js';

/** What may stand in a URL in place of a parameter: names of hosts, accounts and deployments. */
const NAME = /^[\w-][\w.-]{0,252}$/;

/** Base URL of a deployment: its own, else the provider's with the deployment's parameters filled in. */
export function baseUrlOf(row: CompatibleRow, target: Target): string | Failure {
  if (target.baseUrl !== null) return target.baseUrl;
  if (row.baseUrl === null) return unconfigured(`${row.label} needs an api_base.`);
  let url: string = row.baseUrl;
  for (const [name, variables] of Object.entries(row.baseUrlParams ?? {})) {
    const value = bareName(textParam(target, name) ?? '');
    const sources = [name, ...variables].join(' or ');
    if (value === '') return unconfigured(`${row.label} needs ${sources}, or an api_base.`);
    if (!NAME.test(value)) return unconfigured(`${sources} of ${row.label} cannot stand in a URL.`);
    url = url.replace(`{${name}}`, value);
  }
  return url;
}

/** Hosts are often given as addresses. */
function bareName(text: string): string {
  return text.replace(/^https?:\/\//, '').replace(/\/+$/, '');
}
