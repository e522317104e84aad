import { looksSecret } from '@tollgate/config';
import { type CredentialView } from '@tollgate/core';
import { HIDDEN } from '@tollgate/config';
import { type Members } from '../domain/proxy-model.js';
import { type Credential } from './credential.js';

/**
 * Values that say where calls go, not what opens the door. Whatever is not named here is hidden, so that a parameter nobody
 * thought of is not shown.
 */
const SHOWN =
  /^(api_base|base_url|api_version|organization|custom_llm_provider|base_model|region_name|aws_region_name|aws_role_name|aws_session_name|aws_profile_name|aws_bedrock_runtime_endpoint|vertex_(ai_)?(project|location)|watsonx_region_name|project_id|space_id|tenant_id|client_id|azure_scope)$/;

/** A credential as the API shows it: names of all values, none that is secret. */
export function credentialViewOf({ credentialName, info, values }: Credential): CredentialView {
  return {
    credential_name: credentialName,
    credential_info: { ...info },
    credential_values: valuesWithoutSecrets(values),
  };
}

export function valuesWithoutSecrets(values: Members): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value)]));
}

/** A credential before and after a change, for the audit log: no secrets, but the names of those that changed. */
export function credentialAuditViews(before: Credential | null, after: Credential | null) {
  const changed = before && after ? changedSecrets(before.values, after.values) : [];
  const view = after && { ...credentialViewOf(after) };
  return {
    before: before && { ...credentialViewOf(before) },
    after: view && (changed.length === 0 ? view : { ...view, changed_secrets: changed }),
  };
}

function shown(name: string, value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && SHOWN.test(name) && !looksSecret(value) ? value : HIDDEN;
}

function changedSecrets(before: Members, after: Members): string[] {
  return Object.keys(after).filter(
    (name) =>
      name in before &&
      JSON.stringify(before[name]) !== JSON.stringify(after[name]) &&
      shown(name, before[name]) === shown(name, after[name]),
  );
}
