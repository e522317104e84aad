import { describe, expect, it } from '@jest/globals';
import { readyLines } from './ready-lines.js';

const KEY = { text: 'sk-secret-master', isNew: true };

describe('readyLines', () => {
  it('begin with the one line that says it is ready', () => {
    expect(readyLines('127.0.0.1', 4000, '', KEY)[0]).toBe('Tollgate is ready on http://127.0.0.1:4000');
  });

  it('name an address that works when listening on all', () => {
    expect(readyLines('0.0.0.0', 80, '', KEY)[0]).toBe('Tollgate is ready on http://127.0.0.1:80');
    expect(readyLines('::1', 80, '', KEY)[0]).toBe('Tollgate is ready on http://[::1]:80');
  });

  it('show the master key only when it was made just now', () => {
    expect(readyLines('127.0.0.1', 1, '', KEY).join('\n')).toContain('sk-secret-master');
    expect(readyLines('127.0.0.1', 1, '', { ...KEY, isNew: false }).join('\n')).not.toContain('sk-');
  });

  it('lead below the root path', () => {
    expect(readyLines('127.0.0.1', 1, '/llm', KEY).join('\n')).toContain('http://127.0.0.1:1/llm/ui');
  });
});
