/** What sign-in and key reading depend on in the configuration; the application binds it. */
export abstract class AuthSettings {
  /** `general_settings.litellm_key_header_name`, lower case; null when not configured. */
  abstract readonly keyHeader: string | null;
  /** `SERVER_ROOT_PATH`, '' when none. */
  abstract readonly rootPath: string;
  /** Cookies are marked Secure even when the socket is plain (TLS ends in front of the gateway). */
  abstract readonly secureCookies: boolean;
  abstract readonly version: string;
}
