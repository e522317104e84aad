const COLOURS: Readonly<Record<string, string>> = {
  debug: '\x1b[90m',
  info: '\x1b[32m',
  warn: '\x1b[33m',
  error: '\x1b[31m',
  fatal: '\x1b[31m',
};
const DIM = '\x1b[2m';
const RESET = '\x1b[0m';

/** One JSON log line as a person reads it: time, level, message, `name=value` …; a stack on lines of its own. */
export function prettyLine(json: string, colours: boolean): string {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) return json;
  const { time, level, msg, err, ...rest } = { time: '', level: 'info', msg: '', err: null, ...parsed };
  const name = String(level);
  const paint = (text: string, colour: string): string => (colours ? `${colour}${text}${RESET}` : text);
  const clock = String(time).slice(11, 23);
  const fields = Object.entries(rest).map(([key, value]) => paint(` ${key}=${show(value)}`, DIM));
  const head = `${paint(clock, DIM)} ${paint(name.toUpperCase().padEnd(5), COLOURS[name] ?? '')} ${String(msg)}`;
  return `${head}${fields.join('')}${stackOf(err)}\n`;
}

function show(value: unknown): string {
  if (typeof value === 'string') return /[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value;
  return JSON.stringify(value) ?? '';
}

function stackOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('stack' in error && typeof error.stack === 'string')
    return `\n${error.stack.replaceAll(/^/gm, '    ')}`;
  return ` err=${JSON.stringify(error)}`;
}
