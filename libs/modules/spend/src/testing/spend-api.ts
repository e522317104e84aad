import { type Server } from 'node:http';
import { Global, Module } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import {
  AuthHttpModule,
  AuthSettings,
  type CallerKeyLookup,
  CallerKeys,
  type SignInUser,
  UserSignIn,
} from '@tollgate/auth';
import { type KeyContext } from '@tollgate/core';
import { type DeliveryNetwork } from '@tollgate/delivery';
import { SecretCipher } from '@tollgate/encryption';
import { buildRoutingTable, RoutingTableStore } from '@tollgate/models';
import supertest from 'supertest';
import { DataSource } from 'typeorm';
import { ExportNudge } from '../exports/export-queue.js';
import { DeliveryNetworkPort } from '../schedules/delivery-network.js';
import { SpendHttpModule } from '../spend-http.module.js';
import { hashOf, keyContext } from './spend-events.js';

/** Only keys call here. */
class NoUsers extends UserSignIn {
  verify(): Promise<SignInUser | null> {
    return Promise.resolve(null);
  }
  current(): Promise<SignInUser | null> {
    return Promise.resolve(null);
  }
}

/** The master key `sk-master`, and the keys of a spec. */
class TestKeys extends CallerKeys {
  readonly master = keyContext({ hash: hashOf('sk-master'), master: true, role: 'proxy_admin' });

  constructor(private readonly keys: readonly KeyContext[]) {
    super();
  }
  find(hash: string) {
    return this.keys.find((key) => key.hash === hash);
  }
  load(): Promise<CallerKeyLookup> {
    return Promise.resolve({ state: 'unknown' });
  }
  isMaster(key: string): boolean {
    return key === 'sk-master';
  }
}

/** Nothing of this machine may be reached, as in a product nobody has configured otherwise. */
const PUBLIC_ONLY: DeliveryNetwork = {
  mayReach: (address) => !/^(127\.|10\.|::1$)/.test(address),
  lookup: (_host, _options, done) => done(new Error('no look-ups in a spec'), ''),
};

export const SPEC_CIPHER = new SecretCipher('salt-key-of-the-spec');

/** The routes of this module on a database, with callers of the spec's own. */
export class SpendApi {
  /** How often the workers were told that an export waits. */
  nudges = 0;

  private constructor(private readonly app: NestExpressApplication) {}

  static async open(
    dataSource: DataSource,
    keys: readonly KeyContext[],
    network: DeliveryNetwork = PUBLIC_ONLY,
  ): Promise<SpendApi> {
    const tables = new RoutingTableStore();
    tables.swap(buildRoutingTable({ model_list: [] }, {}).table);
    const parts = [
      { provide: RoutingTableStore, useValue: tables },
      { provide: DataSource, useValue: dataSource },
      { provide: ExportNudge, useValue: { nudge: () => (api.nudges += 1) } },
      { provide: CallerKeys, useValue: new TestKeys(keys) },
      { provide: UserSignIn, useClass: NoUsers },
      { provide: SecretCipher, useValue: SPEC_CIPHER },
      { provide: DeliveryNetworkPort, useValue: network },
      {
        provide: AuthSettings,
        useValue: { keyHeader: null, rootPath: '', secureCookies: false, version: '0' },
      },
    ];
    @Global()
    @Module({ providers: parts, exports: parts.map(({ provide }) => provide) })
    class Surroundings {}
    const module = await Test.createTestingModule({
      imports: [Surroundings, AuthHttpModule, SpendHttpModule],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>();
    const api = new SpendApi(app);
    await app.init();
    return api;
  }

  get server(): Server {
    return this.app.getHttpServer();
  }

  /** Calls with the key `sk-…`. */
  as(key: string) {
    const agent = supertest(this.server);
    const bearer = { authorization: `Bearer sk-${key}` };
    return {
      get: (path: string) => agent.get(path).set(bearer),
      post: (path: string, body: object = {}) => agent.post(path).set(bearer).send(body),
      patch: (path: string, body: object) => agent.patch(path).set(bearer).send(body),
      remove: (path: string) => agent.delete(path).set(bearer),
    };
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
