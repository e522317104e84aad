import { type MasterKey } from './master-key.js';

/** What the operator is told once everything runs: where it is, the new key once, and where to go on. */
export function readyLines(host: string, port: number, rootPath: string, masterKey: MasterKey): string[] {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const base = `http://${shown}:${port}`;
  const key = masterKey.isNew
    ? ['', `  Master key   ${masterKey.text}`, '               (kept in the data directory; shown only now)']
    : [];
  return [
    `Tollgate is ready on ${base}`,
    ...key,
    '',
    `  Dashboard    ${base}${rootPath}/ui`,
    `  API          ${base}${rootPath}/docs`,
    `  OpenAI SDK   baseURL: '${base}${rootPath}/v1'`,
    '',
  ];
}
