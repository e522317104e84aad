import { describe, expect, it } from '@jest/globals';
import { cursorOf, positionOf } from './audit-cursor.js';

const POSITION = { at: new Date('2026-07-01T10:00:00.250Z'), id: '5f0c2d3e-1a2b-4c3d-8e9f-0a1b2c3d4e5f' };

describe('a cursor', () => {
  it('leads back to the entry it was made of', () => {
    expect(positionOf(cursorOf(POSITION))).toEqual(POSITION);
  });

  it.each(['', 'x', '1.2', `${'9'.repeat(30)}.${POSITION.id}`, `1.${POSITION.id}' OR '1'='1`])(
    'is not %j',
    (text) => {
      expect(positionOf(text)).toBeNull();
    },
  );
});
