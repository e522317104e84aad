import { type Origin } from '../document/config-node.js';
import { type ConfigProblem, type ConfigWarning } from './problem.js';

/** For the terminal: each problem with its place, its key and what to do about it. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  const heading =
    problems.length === 1
      ? 'The configuration has a problem:'
      : `The configuration has ${problems.length} problems:`;
  return [heading, ...problems.map(formatProblem)].join('\n\n');
}

/** For the terminal or the log: one line a warning, and one that names what is accepted without effect; '' when all is well. */
export function formatWarnings(
  warnings: readonly ConfigWarning[],
  notActive: readonly string[] = [],
): string {
  const lines = warnings.map(
    ({ origin, path, message }) =>
      `warning: ${formatOrigin(origin)}: ${path === '' ? '' : `${path}: `}${message}`,
  );
  if (notActive.length > 0) lines.push(`accepted, not active yet: ${notActive.join(', ')}`);
  return lines.join('\n');
}

function formatProblem({ origin, path, expected, found }: ConfigProblem): string {
  const place = path === '' ? formatOrigin(origin) : `${formatOrigin(origin)}  ${path}`;
  return `  ${place}\n    expected ${expected}\n    found    ${found}`;
}

/** `config.yaml:12:5`, which terminals and editors make a link of. */
function formatOrigin({ file, line, column }: Origin): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}
