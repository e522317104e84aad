import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';

/** What a process prints that logs and then does as the script says. */
async function printed(script: string): Promise<string> {
  const built = new URL('../../dist/index.js', import.meta.url).href;
  const source = `import { createLogger } from '${built}';
    const logger = createLogger({ level: 'info', json: true });
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

it.each([
  ['ends by itself', ''],
  ['calls exit', 'process.exit(0);'],
  ['throws', 'throw new Error("a bug");'],
])('loses no line of a process that %s', async (_, ending) => {
  const output = await printed(
    `for (let line = 0; line < 2000; line++) logger.info({ line }, 'told'); ${ending}`,
  );
  expect(output.split('\n').filter(Boolean)).toHaveLength(2000);
});

it('writes a single line without waiting for more', async () => {
  const output = await printed(
    `logger.info('alone'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2000);`,
  );
  expect(output).toContain('alone');
});
