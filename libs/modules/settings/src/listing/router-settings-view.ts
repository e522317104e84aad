import { type RouterSettingsView, type SettingView } from '@tollgate/core';

const STRATEGIES: Readonly<Record<string, string>> = {
  'simple-shuffle': 'At random, by weight, rpm or tpm where deployments have them',
  'least-busy': 'The deployment with the fewest calls on the way',
  'usage-based-routing': 'The deployment that used the least of its tpm in this minute',
  'usage-based-routing-v2': 'The same',
  'latency-based-routing': 'The deployment that answered fastest lately',
  'cost-based-routing': 'The deployment with the lowest price',
  'peak-ewma': 'Recommended: latency times calls on the way, so that slow and busy ones get less',
};

/** `router_settings` in the form the dashboard of the contract asks for. */
export function routerSettingsView(settings: readonly SettingView[]): RouterSettingsView {
  return {
    fields: settings.map((setting) => ({
      ...setting,
      field_default: setting.field_default_value,
      ui_field_name: labelOf(setting.field_name),
      link: null,
    })),
    current_values: Object.fromEntries(
      settings
        .filter(({ source }) => source !== 'default')
        .map(({ field_name, field_value }) => [field_name, field_value]),
    ),
    routing_strategy_descriptions: { ...STRATEGIES },
  };
}

/** `num_retries` → `Num retries`. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
