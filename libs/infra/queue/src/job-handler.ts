import { type QueueDefinition } from './queue-definition.js';

/** Which job of which queue a method handles. */
export interface HandledJob {
  readonly queue: string;
  readonly job: string;
}

const handledJobs = new WeakMap<object, HandledJob>();

/**
 * The method that does this job, of a class that extends QueueProcessor. It gets the job; what it throws fails this
 * attempt. It must be safe to run twice.
 */
export function JobHandler<Name extends string>(
  queue: QueueDefinition<Name>,
  job: NoInfer<Name>,
): (target: object, method: string, descriptor: PropertyDescriptor) => void {
  return (_target, _method, descriptor) => {
    const handler: unknown = descriptor.value;
    if (typeof handler !== 'function') throw new TypeError('@JobHandler belongs on a method');
    handledJobs.set(handler, { queue: queue.name, job });
  };
}

/** A method that handles a job, bound to its instance. */
export interface BoundHandler {
  readonly handled: HandledJob;
  readonly call: (job: unknown) => unknown;
}

/** The methods of an instance that handle jobs, inherited ones too, save where they are overridden. */
export function handlersOf(instance: object): BoundHandler[] {
  const found = new Map<string, BoundHandler | null>();
  for (let level: unknown = instance; isObject(level); level = Object.getPrototypeOf(level)) {
    for (const [name, { value }] of Object.entries<{ value?: unknown }>(
      Object.getOwnPropertyDescriptors(level),
    )) {
      if (!found.has(name)) found.set(name, isMethod(value) ? bound(value, instance) : null);
    }
  }
  return [...found.values()].filter((handler) => handler !== null);
}

type Method = (this: unknown, job: unknown) => unknown;

function bound(method: Method, instance: object): BoundHandler | null {
  const handled = handledJobs.get(method);
  return handled ? { handled, call: (job) => method.call(instance, job) } : null;
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value !== Object.prototype;
}
