import { type Failure, levelOf, type LimitScope, type PicoUsd } from '@tollgate/core';
import { type Call } from '../pipeline/call.js';
import { type GatewayPorts, type LimitRefusal, type Reservation } from '../ports/ports.js';
import { limitModel } from './model-scopes.js';
import { costBound, outputTokens, promptTokens } from './upper-bound.js';

const UNLIMITED: Reservation = Object.freeze({ granted: true, settle: () => undefined, headers: [] });

/** Holds an upper bound of what the call may use, against every scope it has to fit into, in one step. */
export function reserve(
  ports: GatewayPorts,
  call: Call,
): Reservation | LimitRefusal | Promise<Reservation | LimitRefusal> {
  const { key, deployment } = call;
  if (key.modelScopes !== undefined) limitModel(call, key.modelScopes);
  const { scopes } = call;
  if (scopes.length === 0 || !deployment) return UNLIMITED;
  const prompt = promptTokens(call.decoded.text);
  const output = outputTokens(call.decoded, deployment);
  const budgeted = scopes.some((scope) => scope.maxBudget !== null);
  return ports.limits.reserve({
    scopes,
    tokens: prompt + output,
    money: budgeted ? costBound(prompt, output, deployment) : 0n,
    spent: (scope) => spentBy(ports, call, scope),
  });
}

function spentBy(ports: GatewayPorts, { key }: Call, scope: LimitScope): PicoUsd {
  return scope.spent ? scope.spent() : scope.kind === 'key' ? ports.ledger.keySpend(key) : 0n;
}

/** The refusal as the client sees it. */
export function limitFailure(refusal: LimitRefusal): Failure {
  const { scope, limit, current, max, retryAfterSeconds } = refusal;
  const who = nameOf(scope);
  if (limit === 'budget')
    return {
      class: 'BudgetExceededError',
      message: `Budget has been exceeded! ${who}: Current cost: ${current}, Max budget: ${max}`,
      param: null,
    };
  return {
    class: 'RateLimitError',
    message: `Rate limit exceeded for ${who}. Limit type: ${limit}. Current limit: ${max}, used: ${current}. Limit resets at: in ${retryAfterSeconds ?? 1} s.`,
    param: null,
    retryAfterSeconds: retryAfterSeconds ?? 1,
  };
}

/** The level that refuses, whose limit it is and, where it is on one model, which. */
function nameOf(scope: LimitScope): string {
  const whose = `${levelOf(scope)}=${scope.name ?? scope.id}`;
  return scope.model === undefined ? whose : `${whose}, model=${scope.model}`;
}
