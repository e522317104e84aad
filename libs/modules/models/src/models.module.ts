import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OrganizationsModule } from '@tollgate/organizations';
import { SettingsModule } from '@tollgate/settings';
import { TeamsModule } from '@tollgate/teams';
import { CredentialStore } from './credentials/credential-store.js';
import { CredentialsOfModels } from './credentials/credential-of-model.js';
import { NamedCredential } from './credentials/named-credential.js';
import { ModelPriceStore } from './prices/model-price-store.js';
import { PriceChange } from './prices/price-change.js';
import { ProxyModelStore } from './store/proxy-model-store.js';
import { AddModel } from './use-cases/add-model.js';
import { ChangeCredentials } from './use-cases/change-credentials.js';
import { DeleteModel } from './use-cases/delete-model.js';
import { FoundModels } from './use-cases/found-models.js';
import { ModelChange } from './use-cases/model-change.js';
import { ModelRights } from './use-cases/model-rights.js';
import { RunTimeChange } from './use-cases/run-time-change.js';
import { UpdateModel } from './use-cases/update-model.js';

const PARTS = [
  ...[
    ProxyModelStore,
    ModelRights,
    FoundModels,
    RunTimeChange,
    ModelChange,
    AddModel,
    UpdateModel,
    DeleteModel,
  ],
  ...[ModelPriceStore, PriceChange],
  ...[CredentialStore, CredentialsOfModels, NamedCredential, ChangeCredentials],
];

/**
 * Models and credentials of the database, without HTTP. The application provides `DataSource`, `SecretCipher`, `RoutingTableStore`,
 * `SettingsInForce`, `ConfigurationChanges` and `TenantChangePublisher` globally.
 */
@Module({
  imports: [AuditModule, OrganizationsModule, TeamsModule, SettingsModule],
  providers: PARTS,
  exports: [...PARTS, SettingsModule],
})
export class ModelsModule {}
