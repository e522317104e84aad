import { describe, expect, it } from '@jest/globals';
import { Teardown } from './teardown.js';

describe('Teardown', () => {
  it('ends things in the reverse order of their start, once', async () => {
    const ended: string[] = [];
    const teardown = new Teardown(() => undefined);
    for (const name of ['postgres', 'worker', 'server']) teardown.add(name, () => void ended.push(name));
    await Promise.all([teardown.run(), teardown.run()]);
    expect(ended).toEqual(['server', 'worker', 'postgres']);
  });

  it('goes on when a step fails or does not come to an end', async () => {
    const ended: string[] = [];
    const problems: string[] = [];
    const teardown = new Teardown((step) => problems.push(step));
    teardown.add('first', () => void ended.push('first'));
    teardown.add('hanging', () => new Promise(() => undefined), 1);
    teardown.add('failing', () => Promise.reject(new Error('no')));
    await teardown.run();
    expect(ended).toEqual(['first']);
    expect(problems).toEqual(['failing', 'hanging']);
  });
});
