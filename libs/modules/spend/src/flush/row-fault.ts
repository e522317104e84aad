/**
 * SQLSTATE classes that blame the rows, not the database: data exception (22), integrity (23), program limit (54, e.g. an
 * index entry too large), untranslatable text (2200x is in 22). Everything else (connection, disk full, shutdown,
 * deadlock, a missing table) passes by itself or needs an operator, and must never cost a row.
 * Source: PostgreSQL manual, appendix A.
 */
const ROW_FAULT_CLASSES = new Set(['22', '23', '54']);

/** Is this error the fault of what was sent, so that sending it again would fail again? */
export function isRowFault(error: unknown): boolean {
  const code = sqlState(error);
  return code !== null && ROW_FAULT_CLASSES.has(code.slice(0, 2));
}

/** SQLSTATE of a driver error, five characters; null for anything else (`ECONNREFUSED` …). */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}
