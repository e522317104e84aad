/**
 * Replays recorded replies of real providers through the decoders: `npm run conformance -- PATH`. Reports each file; exits
 * with 1 when one is read wrongly. Recordings of providers that are not built yet are listed as such.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { checkEndpoint, checkEndpointError, endpointOf, endpointOfExchange } from './endpoints.mjs';
import { payloadsOf, readExchanges } from './exchanges.mjs';
import { familyOf, familyOfExchange } from './families.mjs';
import { checkClientSide, compare, replayStream, summarize } from './replay.mjs';

const root = process.argv[2];
if (!root || !existsSync(root)) {
  console.error('usage: npm run conformance -- PATH (a folder of recorded replies)');
  process.exit(2);
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ya?ml|sse|txt)$/.test(entry.name))
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}

/** One recording → {summary, problems}, or null when nothing reads it yet. */
function checkFile(path) {
  if (/\.ya?ml$/.test(path)) return checkExchanges(path);
  const endpoint = endpointOf(path);
  if (endpoint) return checkEndpoint(endpoint, JSON.parse(readFileSync(join(root, path), 'utf8')));
  const family = familyOf(path);
  if (!family) return null;
  const text = readFileSync(join(root, path), 'utf8');
  if (path.endsWith('.sse')) return checkStream(family, payloadsOf(text) ?? []);
  if (path.endsWith('.txt'))
    return checkStream(
      family,
      text.split('\n').filter((line) => line !== ''),
    );
  return checkWhole(family, JSON.parse(text));
}

function checkExchanges(path) {
  const results = readExchanges(join(root, path)).map(({ url, status, body }) => {
    const endpoint = endpointOfExchange(url);
    if (endpoint && status >= 400) return checkEndpointError(endpoint, status, body);
    // Streams of text completions are the gateway's to relay, and tested there.
    if (endpoint) return payloadsOf(body) ? null : checkEndpoint(endpoint, JSON.parse(body));
    const family = familyOfExchange(url);
    if (!family) return null;
    if (status >= 400) return checkError(family, status, body);
    const payloads = payloadsOf(body);
    return payloads ? checkStream(family, payloads) : checkWhole(family, JSON.parse(body));
  });
  return results.find((result) => result?.problems.length > 0) ?? results[0] ?? null;
}

function checkError(family, status, body) {
  const fault = family.chat.readError(status, {}, body);
  const problems = fault.message === '' || fault.status !== status ? ['the error was not understood'] : [];
  return { problems, told: `${fault.class}: ${fault.message.slice(0, 60)}` };
}

/** A recording may hold the streams of several turns, one after another. */
function checkStream(family, payloads) {
  const results = family.oracle.splitStreams(payloads).map((stream) => {
    const problems = [];
    const events = replayStream(family, stream, problems);
    return finishCheck(events, family.oracle.readStream(stream), problems);
  });
  return {
    problems: results.flatMap((result) => result.problems),
    told: results.map((result) => result.told).join(' | '),
  };
}

function checkWhole(family, body) {
  return finishCheck(family.chat.decodeReply(body), family.oracle.readWhole(body), []);
}

function finishCheck(events, truth, problems) {
  const summary = summarize(events);
  compare(summary, truth, problems);
  checkClientSide(events, problems);
  return { problems, told: describe(summary) };
}

function describe({ error, text, reasoning, calls, finish, input, output, cached }) {
  if (error) return 'error';
  const parts = [`text ${text.length}`];
  if (reasoning !== '') parts.push(`reasoning ${reasoning.length}`);
  if (calls.length > 0) parts.push(`calls ${calls.map((call) => call.name).join(',')}`);
  return [...parts, `usage ${input}/${output}${cached ? ` (${cached} cached)` : ''}`, finish].join(', ');
}

/** Why a recording is not replayed. */
function reasonOf(path) {
  if (/responses\/|^azure\/chat\//.test(path))
    return 'recorded from the Responses API, which is not a surface yet';
  if (/completion/.test(path))
    return 'streams of text completions are relayed by the gateway, and tested there';
  if (/transcription/.test(path)) return 'a transcript as bare text is handed on as it is';
  return 'nothing reads this endpoint yet';
}

const counts = { right: 0, wrong: 0, 'not yet': 0 };
for (const path of filesOf(root)) {
  let result;
  try {
    result = checkFile(path);
  } catch (error) {
    result = { problems: [`threw: ${error.message}`], told: '' };
  }
  const verdict = result === null ? 'not yet' : result.problems.length === 0 ? 'right' : 'wrong';
  counts[verdict] += 1;
  console.log(`${verdict.padEnd(8)} ${path}: ${result ? result.told : reasonOf(path)}`);
  for (const problem of result?.problems.slice(0, 5) ?? []) console.log(`         - ${problem}`);
}
console.log(`${counts.right} right, ${counts.wrong} wrong, ${counts['not yet']} not yet`);
process.exit(counts.wrong > 0 ? 1 : 0);
