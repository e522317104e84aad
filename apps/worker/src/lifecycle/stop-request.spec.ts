import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { onStopRequest, type StopReason } from './stop-request.js';

/** A process, as far as it can be asked to stop: by signals only, or also by a parent with an IPC channel. */
function processWith(connected: boolean | undefined): { emitter: EventEmitter; process: NodeJS.Process } {
  const emitter = Object.assign(new EventEmitter(), { connected });
  return { emitter, process: emitter as unknown as NodeJS.Process };
}

describe('a request to stop', () => {
  it.each<[string, StopReason]>([
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGINT'],
    ['disconnect', 'parent gone'],
  ])('is heard from %s, and only the first counts', (event, reason) => {
    const heard: StopReason[] = [];
    const { emitter, process } = processWith(true);
    onStopRequest(process, (why) => heard.push(why));
    emitter.emit(event);
    emitter.emit('SIGTERM');
    emitter.emit('disconnect');
    expect(heard).toEqual([reason]);
  });

  it('is heard at once from a parent that died while we started', () => {
    const heard: StopReason[] = [];
    onStopRequest(processWith(false).process, (why) => heard.push(why));
    expect(heard).toEqual(['parent gone']);
  });

  it('does not come from a parent that has no channel to us', () => {
    const { emitter, process } = processWith(undefined);
    onStopRequest(process, () => undefined);
    expect(emitter.listenerCount('disconnect')).toBe(0);
  });
});
