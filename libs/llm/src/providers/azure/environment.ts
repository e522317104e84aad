/** Where an Entra client may come from besides `litellm_params`. */
export const ENTRA_ENV = {
  azure_ad_token: ['AZURE_AD_TOKEN'],
  tenant_id: ['AZURE_TENANT_ID'],
  client_id: ['AZURE_CLIENT_ID'],
  client_secret: ['AZURE_CLIENT_SECRET'],
  azure_username: ['AZURE_USERNAME'],
  azure_password: ['AZURE_PASSWORD'],
  azure_scope: ['AZURE_SCOPE'],
} as const;
