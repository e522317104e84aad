import { generateKey } from '../../keys/api/generate-key.js';

/** How long a key of the playground lives. */
const LIVES = '1h';
const RENEWED_AFTER_MS = 55 * 60_000;

let made: { secret: Promise<string>; owner: string; at: number } | null = null;

/**
 * A key of the signed-in person, made when it is first needed: the playground calls as an app would, within one's own
 * models, budgets and limits. Kept in memory alone; it ends by itself.
 */
export function playgroundKey(owner: string): Promise<string> {
  const now = Date.now();
  if (made && made.owner === owner && now - made.at < RENEWED_AFTER_MS) return made.secret;
  const secret = generateKey({
    key_alias: `playground-${crypto.randomUUID().slice(0, 8)}`,
    duration: LIVES,
    metadata: { made_for: 'playground' },
  }).then(({ key }) => key);
  const making = { secret, owner, at: now };
  made = making;
  // One that could not be made is tried again with the next prompt.
  secret.catch(() => {
    if (made === making) made = null;
  });
  return secret;
}
