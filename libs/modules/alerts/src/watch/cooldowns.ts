import { type NewAlert } from '../domain/alert.js';

/** A deployment that a process has left alone after failures. */
export interface Cooldown {
  readonly deploymentId: string;
  readonly modelGroup: string;
  readonly sentModel: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

const HOUR_MS = 3_600_000;

/** At most one alert an hour for a deployment, however often it fails in it and however many processes see it. */
export function cooldownAlert({ deploymentId, modelGroup, sentModel, until }: Cooldown, now: Date): NewAlert {
  const end = new Date(until).toISOString();
  return {
    ...{ type: 'cooldown_deployment', severity: 'warning' },
    key: `cooldown:${deploymentId}:${Math.floor(now.getTime() / HOUR_MS)}`,
    title: `A deployment of ${modelGroup} is cooling down`,
    text: `${sentModel} failed so often that no call is sent there until ${end}; other deployments of the group serve meanwhile.`,
    details: { model_group: modelGroup, model: sentModel, deployment_id: deploymentId, cooling_until: end },
  };
}
