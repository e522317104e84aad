import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access } from './allow.js';

/** One route of the management API, and what it asks of its caller. */
export interface AuditedRoute {
  readonly method: string;
  readonly path: string;
  readonly access: Access | null;
  /** `KeysController.generate` */
  readonly handler: string;
}

/** Lists every route with its permission, and refuses to start an application that has one without. */
@Injectable()
export class RouteAudit implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.routes().filter((route) => route.access === null);
    if (open.length === 0) return;
    throw new Error(`Routes without @Allow or @Public: ${open.map((route) => route.handler).join(', ')}`);
  }

  routes(): AuditedRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype: unknown = Object.getPrototypeOf(instance);
      if (typeof prototype !== 'object' || prototype === null) return [];
      const bases = pathsOf(metatype);
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method: unknown = Reflect.get(prototype, name);
        if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
        const verb: unknown = Reflect.getMetadata(METHOD_METADATA, method);
        const access = Reflect.getMetadata(ACCESS, method) as Access | undefined;
        const paths = bases.flatMap((base) => pathsOf(method).map((path) => `/${base}/${path}`));
        return paths.map((path) => ({
          method: typeof verb === 'number' ? (RequestMethod[verb] ?? 'ALL') : 'ALL',
          path: path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          access: access ?? null,
          handler: `${metatype.name}.${name}`,
        }));
      });
    });
  }
}

function pathsOf(target: object): string[] {
  const paths: unknown = Reflect.getMetadata(PATH_METADATA, target);
  if (typeof paths === 'string') return [paths];
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}
