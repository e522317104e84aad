import { AUDIT_ACTIONS, type AuditAction, type SettingsSectionName } from '@tollgate/core';
import { choiceField, pageField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const SETTINGS_TABS = ['general', 'routing', 'configuration', 'audit'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export const SECTIONS = [
  'router_settings',
  'litellm_settings',
  'general_settings',
] as const satisfies readonly SettingsSectionName[];

/** What of the Settings page is in the address bar. */
export interface SettingsSearch {
  tab?: SettingsTab | undefined;
  /** Configuration: which section, which words, and whether settings that nobody set are shown. */
  section?: SettingsSectionName | undefined;
  q?: string | undefined;
  all?: 'on' | undefined;
  /** Audit log. */
  action?: AuditAction | undefined;
  kind?: string | undefined;
  by?: string | undefined;
  object?: string | undefined;
  page?: number | undefined;
  /** Id of the entry that is open. */
  open?: string | undefined;
}

export const readSettingsSearch = (search: RawSearch): SettingsSearch => ({
  tab: choiceField(search, 'tab', SETTINGS_TABS),
  section: choiceField(search, 'section', SECTIONS),
  q: textField(search, 'q'),
  all: choiceField(search, 'all', ['on']),
  action: choiceField(search, 'action', AUDIT_ACTIONS),
  kind: textField(search, 'kind', 64),
  by: textField(search, 'by'),
  object: textField(search, 'object'),
  page: pageField(search, 'page'),
  open: textField(search, 'open', 64),
});
