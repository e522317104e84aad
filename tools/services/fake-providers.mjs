#!/usr/bin/env node
/**
 * The fake providers, for trying things by hand: `npm run fakes -- --port 9900`. Point a deployment's `api_base` at one of
 * the printed addresses. docs/testing.md says what they answer and how to make them fail.
 */
import { parseArgs } from 'node:util';
import { nxQuiet } from '../test/workspace.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '9900' } } });

if (!nxQuiet(['run', '@tollgate/testing:build'])) process.exit(1);

const { FakeProviders } = await import('../../libs/testing/dist/index.js');
const fakes = await FakeProviders.start({ port: Number(values.port) }).catch((error) => {
  console.error(`Cannot listen on port ${values.port}: ${error.message}`);
  process.exit(1);
});

console.log(`Fake providers, as api_base (any well-formed key is accepted):
  OpenAI      ${fakes.baseUrl('openai')}
  Compatible  ${fakes.baseUrl('compatible')}
  Azure       ${fakes.baseUrl('azure')}
  Anthropic   ${fakes.baseUrl('anthropic')}
Received calls: ${fakes.origin}/-/calls
Press Ctrl+C to stop.`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => fakes.close().then(() => process.exit(0)));
}
