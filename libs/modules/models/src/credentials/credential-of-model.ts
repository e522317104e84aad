import { Injectable } from '@nestjs/common';
import { deploymentLists } from '@tollgate/routing';
import { type Members, publicNameOf } from '../domain/proxy-model.js';
import { RoutingTableStore } from '../routing-table-store.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';

/** Parameters that a credential can hold in place of a model. */
const CREDENTIAL_PARAM =
  /^(api_key|api_base|base_url|api_version|organization|region_name|azure_.+|tenant_id|client_id|client_secret|aws_.+|vertex_.+|watsonx_.+|zen_api_key|oci_.+|token|project_id|space_id|(extra_)?headers)$/;

/** How one model signs in by itself. Holds secrets in clear. */
export interface CredentialOfModel {
  readonly modelName: string;
  /** The credential it refers to; null: none, the values are its own. */
  readonly credentialName: string | null;
  readonly values: Members;
}

/** Reads from models what a credential would hold. */
@Injectable()
export class CredentialsOfModels {
  constructor(
    private readonly models: ProxyModelStore,
    private readonly tables: RoutingTableStore,
  ) {}

  /** @returns null: there is no such model. */
  async find(modelId: string): Promise<CredentialOfModel | null> {
    const model = await this.models.find(modelId);
    if (!model) return this.#ofFile(modelId);
    const { litellm_credential_name: name } = model.litellmParams;
    return {
      modelName: publicNameOf(model),
      credentialName: typeof name === 'string' ? name : null,
      values: credentialParams(model.litellmParams),
    };
  }

  #ofFile(modelId: string): CredentialOfModel | null {
    const found = deploymentLists(this.tables.current)
      .flat()
      .find(({ id }) => id === modelId);
    if (!found) return null;
    const { apiKey, baseUrl, apiVersion, organization, headers, params } = found.target;
    const extra_headers = Object.keys(headers).length > 0 ? headers : null;
    const placed = {
      api_key: apiKey,
      api_base: baseUrl,
      api_version: apiVersion,
      organization,
      extra_headers,
    };
    return {
      modelName: found.group,
      credentialName: null,
      values: credentialParams({ ...params, ...placed }),
    };
  }
}

function credentialParams(params: Members): Members {
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => value !== null && CREDENTIAL_PARAM.test(name)),
  );
}
