const SECRET_NAME =
  /(^|[_-])(key|keys|secret|password|passwd|token|credentials?|authorization|auth_value|cookie|connection_string|webhook_url|database_url|redis_url)$/i;
/** Names that end like a secret's and hold none. */
const HARMLESS_NAME = /(per_.*token|(bos|eos)_token|allow_all_keys|infer_model_from_keys|^cost_.*)$/i;
/** Maps whose every value may be a secret. */
const SECRET_MAP = /^(headers|(extra|static)_headers|credential_values|environment_variables|env)$/i;
const SECRET_VALUE = /^(sk-|AIza|eyJ|AKIA|ghp_|gsk_|xai-|hf_|Bearer |Basic |-----BEGIN)|:\/\/[^/\s]*@/;

/** Does a setting of this name hold a secret? Errs on the side of yes. */
export function isSecretName(name: string): boolean {
  return SECRET_MAP.test(name) || (SECRET_NAME.test(name) && !HARMLESS_NAME.test(name));
}

/** Does a text look like a credential, wherever it stands? */
export function looksSecret(text: string): boolean {
  return SECRET_VALUE.test(text);
}
