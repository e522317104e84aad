import { SettingsPage } from '../features/settings/settings-page.js';
import { useLeave } from './signed-in.js';

export function SettingsRoute() {
  return <SettingsPage onSignOut={useLeave()} />;
}
