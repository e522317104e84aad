import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './error-code.js';

/** Who a process is, so that another process can tell whether it still runs; process ids alone are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Boot of the host and start tick of the process (Linux: proc(5)); '' where the system does not tell. */
  readonly started: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/**
 * Does that process run? Only the same host can tell; null elsewhere.
 * Without start ticks (macOS) a process that got the same id counts as the same process.
 */
export function isRunning(identity: ProcessIdentity): boolean | null {
  if (identity.host !== hostname()) return null;
  if (identity.started !== startOf(identity.pid)) return false;
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function startOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name, in brackets, may hold anything; the start tick is the 20th field behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot}:${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

/** Reads what `JSON.stringify(thisProcess())` wrote; null when it is something else. */
export function readIdentity(text: string): ProcessIdentity | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null) return null;
  if (!('pid' in raw) || !('host' in raw) || !('started' in raw)) return null;
  const { pid, host, started } = raw;
  if (typeof pid !== 'number' || typeof host !== 'string' || typeof started !== 'string') return null;
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, host, started } : null;
}
