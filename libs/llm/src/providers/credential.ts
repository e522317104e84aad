/**
 * How a call signs in where no fixed header will do. Providers only say it; the gateway gets the token or signs the
 * request. Every member comes from the operator's configuration; null: not said.
 */
export type Credential = GoogleCredential | AwsCredential | AzureAdCredential;

/** An OAuth access token of Google Cloud, sent as a bearer token. */
export interface GoogleCredential {
  readonly kind: 'google';
  /** Service account, external account …: path of a file or JSON text; null: application default credentials. */
  readonly credentials: string | null;
  readonly scopes: readonly string[];
}

/** AWS Signature Version 4. Without keys, profile or role the usual chain of AWS finds credentials. */
export interface AwsCredential {
  readonly kind: 'aws';
  readonly region: string;
  /** Name of the service in the signature's scope: `bedrock`. */
  readonly service: string;
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string | null;
  readonly sessionToken: string | null;
  readonly profile: string | null;
  /** ARN of a role to assume, with the credentials above or with the web identity. */
  readonly roleArn: string | null;
  readonly roleSessionName: string | null;
  readonly externalId: string | null;
  /** A token, the path of a file that holds one, or `oidc/env/NAME`, `oidc/env_path/NAME`, `oidc/file/PATH`. */
  readonly webIdentityToken: string | null;
  readonly stsEndpoint: string | null;
}

/** An access token of Microsoft Entra ID, sent as a bearer token: for a client, or for a user of one. */
export interface AzureAdCredential {
  readonly kind: 'azure-ad';
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly scope: string;
}
