import { type NestExpressApplication } from '@nestjs/platform-express';
import { type KeyContext } from '@tollgate/core';
import { type GatewayPorts, type GatewaySettings } from '@tollgate/gateway';
import { HealthRounds } from '@tollgate/models';
import { UpstreamProbe } from './upstream-probe.js';

export interface ProbeSurroundings {
  readonly settings: () => GatewaySettings;
  readonly ledger: Pick<GatewayPorts['ledger'], 'record'>;
  /** Who pays for calls that probe: the installation itself. */
  readonly payer: KeyContext;
  readonly warn: (message: string) => void;
}

/** Probes of deployments, whose costs are in the ledger under the master key, with the tag `health-check`. */
export function openProbe({ settings, ledger, payer, warn }: ProbeSurroundings): UpstreamProbe {
  return new UpstreamProbe({
    settings,
    warn,
    record: (event) =>
      ledger.record({ ...event, keyHash: payer.hash, userId: payer.userId }, (error) => {
        if (error) warn('the cost of a health check could not be written to the journal');
      }),
  });
}

/** Begins to check models in the background, where the settings say so. @returns what ends it. */
export function startHealthChecks(app: NestExpressApplication): () => Promise<void> {
  const rounds = app.get(HealthRounds, { strict: false });
  rounds.start();
  return () => rounds.stop();
}
