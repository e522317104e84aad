/** One field of the form that adds a model, as GET /public/providers/fields lists it. */
export interface ProviderField {
  /** The member of `litellm_params`. */
  key: string;
  label: string;
  placeholder: string | null;
  /** What it is for, and where it comes from when it is left out. */
  tooltip: string | null;
  required: boolean;
  field_type: 'text' | 'password' | 'textarea';
  options: string[] | null;
  default_value: string | null;
}

/** What a model of one provider needs, as GET /public/providers/fields lists it. */
export interface ProviderForm {
  /** Its prefix in `provider/model`. */
  provider: string;
  provider_display_name: string;
  /** The same as `provider`; both names are read in the field. */
  litellm_provider: string;
  credential_fields: ProviderField[];
  default_model_placeholder: string | null;
  /** Ours: what it can be asked for (`chat`, `embeddings` …). */
  serves: string[];
}
