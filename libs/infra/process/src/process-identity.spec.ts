import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { isRunning, readIdentity, thisProcess } from './process-identity.js';

describe('process identity', () => {
  it('knows that this process runs', () => {
    expect(isRunning(thisProcess())).toBe(true);
  });

  it('knows that a process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(isRunning({ ...thisProcess(), pid: child.pid ?? 0 })).toBe(false);
  });

  it('does not take a process that got the same id for the old one', () => {
    expect(isRunning({ ...thisProcess(), started: 'an earlier boot:1' })).toBe(false);
  });

  it('does not judge processes of another host', () => {
    expect(isRunning({ ...thisProcess(), host: 'elsewhere.example' })).toBeNull();
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"pid":"1","host":"a","started":""}',
    '{"pid":0,"host":"a","started":""}',
  ])('reads %j as no identity', (text) => {
    expect(readIdentity(text)).toBeNull();
  });

  it('reads back what it wrote', () => {
    expect(readIdentity(JSON.stringify(thisProcess()))).toEqual(thisProcess());
  });
});
