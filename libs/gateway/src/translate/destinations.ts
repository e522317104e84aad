import { type Failure } from '@tollgate/core';
import { type ChatAbility, type EndpointAbility, isFailure, type Target } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { type Destination, type UpstreamPools } from '../send/upstream-pools.js';

/** Addresses of deployments, found once each: a deployment and its target never change. */
export class Destinations {
  readonly #streamed = new WeakMap<Target, Destination>();
  readonly #whole = new WeakMap<Target, Destination>();

  readonly #endpoints = new WeakMap<EndpointAbility, WeakMap<Target, Destination>>();

  constructor(private readonly pools: UpstreamPools) {}

  of(ability: ChatAbility, target: Target, stream: boolean): Destination | Failure {
    const known = stream ? this.#streamed : this.#whole;
    const found = known.get(target);
    if (found) return found;
    const address = ability.address(target, stream);
    if (isFailure(address)) return address;
    const destination = this.pools.destination(address);
    known.set(target, destination);
    return destination;
  }

  ofEndpoint(ability: EndpointAbility, target: Target): Destination | Failure {
    const known = this.#endpoints.get(ability) ?? new WeakMap<Target, Destination>();
    this.#endpoints.set(ability, known);
    const found = known.get(target);
    if (found) return found;
    const address = ability.address(target);
    if (isFailure(address)) return address;
    const destination = this.pools.destination(address);
    known.set(target, destination);
    return destination;
  }
}

/** What a call changes about its deployment's target; the same object when it changes nothing. */
export function targetFor(
  deployment: Deployment,
  sentModel: string,
  dropParams: boolean,
  apiKey: string | null,
): Target {
  const { target } = deployment;
  const drop = target.dropParams || dropParams;
  if (sentModel === target.model && drop === target.dropParams && apiKey === null) return target;
  return { ...target, model: sentModel, dropParams: drop, apiKey: apiKey ?? target.apiKey };
}
