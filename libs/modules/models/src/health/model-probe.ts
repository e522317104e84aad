import { type Deployment } from '@tollgate/routing';
import { type ProbePlan } from './probe-plan.js';
import { type ProbeResult } from './health-check.js';

/** Asks upstreams whether they serve. The application binds it, for only it can send. */
export abstract class ModelProbe {
  /** Lists models; null: there is no list, or it does not tell. Never rejects. */
  abstract list(deployment: Deployment, plan: ProbePlan): Promise<ProbeResult | null>;
  /** Makes a call, which is charged like any other. Never rejects. */
  abstract call(deployment: Deployment, plan: ProbePlan): Promise<ProbeResult>;
}
