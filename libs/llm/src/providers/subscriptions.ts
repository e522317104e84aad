/**
 * Hosts behind a person's subscription. Their terms are for interactive use by that person, so the traffic of a gateway
 * may break them; they are known and not served.
 */
export const SUBSCRIPTION_PROVIDERS = {
  chatgpt: 'ChatGPT subscription (Codex backend)',
  github_copilot: 'GitHub Copilot',
  gitlab: 'GitLab Duo',
  'kimi-for-coding': 'Kimi For Coding',
  'kuae-cloud-coding-plan': 'KUAE Cloud Coding Plan',
} as const satisfies Record<string, string>;
