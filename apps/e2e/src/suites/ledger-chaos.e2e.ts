import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

interface ChaosResult {
  holds: boolean;
  answered: number;
  lines: [what: string, expected: string, found: string][];
}

/** The short form of `npm run chaos`; the last line it prints is its result. */
async function chaos(): Promise<ChaosResult> {
  const { stdout } = await promisify(execFile)('node', ['tools/chaos/chaos.mjs', '--short', '--json'], {
    cwd: ROOT,
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout: string; stderr: string }) => {
    if (!error.stdout.includes('{"holds"')) throw new Error(`${error.stdout}\n${error.stderr}`);
    return error;
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ChaosResult;
}

describe('the ledger under fire', () => {
  it('API and worker killed, Postgres crashed, Redis emptied, disk full: answered calls = rows, exact, none twice', async () => {
    const { holds, answered, lines } = await chaos();
    expect(lines.filter(([, expected, found]) => expected !== found)).toEqual([]);
    expect(holds).toBe(true);
    expect(answered).toBeGreaterThanOrEqual(1_000);
  }, 400_000);
});
