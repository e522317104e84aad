/** Longest text of a provider that is passed on. */
const MAX_LENGTH = 2000;

const URLS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>)\]}]+/gi;
const SECRETS =
  /\b(?:sk|pk|rk|gsk|xai|pplx|hf|nvapi|fw|r8|tgp|csk|key|AIza|AKIA|ya29|eyJ)[-_.]?[A-Za-z0-9*_.-]{8,}|\bBearer\s+\S+|\b(?:api[-_ ]?key|token|secret|password)\s*[=:]\s*["']?[^\s"',;}]+/gi;
const HOSTS =
  /\b(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|(?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|dev|cloud|app|co|cn|eu|us|local|internal|lan|svc|cluster|xyz|tech|sh))\b(?::\d{1,5})?/gi;

/**
 * A provider's own text, fit for a client: without URLs, hosts and anything that looks like a credential, without control
 * characters, at most 2,000 characters. Cuts too much rather than too little.
 */
export function scrub(text: string): string {
  return text
    .slice(0, MAX_LENGTH * 2)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(URLS, '[url]')
    .replace(SECRETS, '[redacted]')
    .replace(HOSTS, '[host]')
    .slice(0, MAX_LENGTH);
}
