import { type CallRecord } from './call-record.js';

type Listener = (record: CallRecord) => void;

const listeners = new Set<Listener>();

/**
 * Tells of every call that is over, answered or not, once: for spend, logs, metrics. A listener that throws is reported as
 * a warning of the process; the call is not touched. @returns how to stop.
 */
export function onCall(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function notify(record: CallRecord): void {
  for (const listener of listeners) {
    try {
      listener(record);
    } catch (error) {
      process.emitWarning(`A listener of onCall failed: ${String(error)}`, 'TollgateWarning');
    }
  }
}
