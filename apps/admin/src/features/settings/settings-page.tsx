import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '@tollgate/ui';
import { useAccess } from '../session/api/access.js';
import { AuditTab } from './audit-tab.js';
import { ConfigurationTab } from './configuration-tab.js';
import { GeneralTab } from './general-tab.js';
import { RoutingTab } from './routing-tab.js';
import { SETTINGS_TABS, type SettingsTab } from './settings-search.js';

const route = getRouteApi('/_app/settings');

const LABELS: Readonly<Record<SettingsTab, string>> = {
  general: 'General',
  routing: 'Routing',
  configuration: 'Configuration',
  audit: 'Audit log',
};

/** About this gateway; for admins also how it routes, what is configured, and who changed what. */
export function SettingsPage({ onSignOut }: { onSignOut: () => void }) {
  const { tab = 'general' } = route.useSearch();
  const navigate = route.useNavigate();
  const { seesAll } = useAccess();
  const shown = seesAll ? tab : 'general';
  return (
    <>
      <PageHeader title="Settings" />
      {seesAll && (
        <Tabs
          value={shown}
          mb="md"
          onChange={(next) => void navigate({ search: { tab: SETTINGS_TABS.find((one) => one === next) } })}
        >
          <Tabs.List>
            {SETTINGS_TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {LABELS[one]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {SETTINGS_TABS.map((one) => (
            <Tabs.Panel key={one} value={one} pt="md">
              {one === shown && <TabContent tab={one} onSignOut={onSignOut} />}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      {!seesAll && <GeneralTab onSignOut={onSignOut} />}
    </>
  );
}

function TabContent({ tab, onSignOut }: { tab: SettingsTab; onSignOut: () => void }) {
  switch (tab) {
    case 'general':
      return <GeneralTab onSignOut={onSignOut} />;
    case 'routing':
      return <RoutingTab />;
    case 'configuration':
      return <ConfigurationTab />;
    case 'audit':
      return <AuditTab />;
  }
}
