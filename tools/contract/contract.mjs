/** Holds every provider that chats against the fake that speaks its wire format: `npm run contract`. Exits with 1 when one fails. */
import { allProviders } from '@tollgate/llm';
import { FakeProviders, runContract } from '@tollgate/testing';

const fakes = await FakeProviders.start();
const counts = { kept: 0, broken: 0 };
for (const provider of allProviders().toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
  const verdicts = await runContract(provider, fakes);
  if (verdicts === null) continue;
  const told = [...verdicts].filter(([, verdict]) => verdict.type !== 'kept');
  const failed = told.some(([, verdict]) => verdict.type === 'broken');
  counts[failed ? 'broken' : 'kept'] += 1;
  console.log(`${failed ? 'broken' : 'kept  '} ${provider.id}`);
  for (const [demand, verdict] of told)
    console.log(`       - ${demand}: ${verdict.why ?? `cannot (${verdict.param})`}`);
}
await fakes.close();
console.log(`${counts.kept} providers keep the contract, ${counts.broken} do not`);
process.exit(counts.broken > 0 ? 1 : 0);
