import { SetMetadata } from '@nestjs/common';
import { type ErrorShape } from '../failures/error-shape.js';
import { type Permission } from './permission.js';

export const ACCESS = Symbol('access');
export const ERROR_SHAPE = Symbol('error shape');

/** What a controller method's one decorator says: open to all, or a permission. */
export type Access = Permission | 'public';

/** Lets callers with this permission use the route. Every controller method has exactly one of `@Allow` and `@Public`. */
export function Allow(permission: Permission): MethodDecorator {
  return access(permission);
}

/** Lets everyone use the route, without a key. */
export function Public(): MethodDecorator {
  return access('public');
}

/** Shape in which the routes of a controller or method report failures; A unless said otherwise. */
export function FailsInShape(shape: ErrorShape): MethodDecorator & ClassDecorator {
  return SetMetadata(ERROR_SHAPE, shape);
}

function access(value: Access): MethodDecorator {
  return (target, name, descriptor) => {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') throw new Error(`${String(name)} is no method.`);
    if (Reflect.hasMetadata(ACCESS, method))
      throw new Error(`${target.constructor.name}.${String(name)} has two permission decorators.`);
    Reflect.defineMetadata(ACCESS, value, method);
  };
}
