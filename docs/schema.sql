-- The schema after all migrations, for reading. Made by `npm run schema`; a spec holds it against the migrations.
-- BullMQ keeps its own tables in the schema "bullmq" when there is no Redis.

CREATE TABLE access_group (
  access_group_id text NOT NULL,
  access_group_name text NOT NULL,
  description text,
  model_names text[] NOT NULL,
  mcp_server_ids text[] NOT NULL,
  agent_ids text[] NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT access_group_pkey PRIMARY KEY (access_group_id)
);

CREATE TABLE alert (
  id uuid NOT NULL,
  type text NOT NULL,
  key text NOT NULL,
  severity text NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  details jsonb NOT NULL,
  raised_at timestamp(3) with time zone NOT NULL,
  routed boolean NOT NULL,
  CONSTRAINT alert_pkey PRIMARY KEY (id)
);

CREATE TABLE alert_delivery (
  alert_id uuid NOT NULL,
  channel text NOT NULL,
  target text NOT NULL,
  status text NOT NULL,
  attempts smallint NOT NULL,
  next_attempt_at timestamp(3) with time zone NOT NULL,
  leased_until timestamp(3) with time zone,
  sent_at timestamp(3) with time zone,
  error text,
  CONSTRAINT alert_delivery_pkey PRIMARY KEY (alert_id, channel)
);

CREATE TABLE alert_settings (
  id smallint NOT NULL,
  settings text NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT alert_settings_pkey PRIMARY KEY (id)
);

CREATE TABLE audit_entry (
  id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text NOT NULL,
  user_id text,
  role text NOT NULL,
  key_hash text NOT NULL,
  via text NOT NULL,
  changed_by text,
  ip text,
  request_id text NOT NULL,
  before jsonb,
  after jsonb,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (id)
);

CREATE TABLE budget (
  budget_id text NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  model_max_budget jsonb,
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  spend_since timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  budget_timezone text,
  budget_week_start text,
  CONSTRAINT budget_pkey PRIMARY KEY (budget_id)
);

CREATE TABLE budget_window (
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  model text NOT NULL,
  period text NOT NULL,
  since timestamp(3) with time zone NOT NULL,
  resets_at timestamp(3) with time zone,
  spend numeric(38,0) NOT NULL,
  CONSTRAINT budget_window_pkey PRIMARY KEY (owner_kind, owner_id, model, period)
);

CREATE TABLE configuration_version (
  id smallint NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT configuration_version_pkey PRIMARY KEY (id),
  CONSTRAINT configuration_version_single CHECK ((id = 1))
);

CREATE TABLE credential (
  credential_name text NOT NULL,
  credential_values jsonb NOT NULL,
  credential_info jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT credential_pkey PRIMARY KEY (credential_name)
);

CREATE TABLE customer (
  customer_id text NOT NULL,
  alias text,
  blocked boolean NOT NULL,
  allowed_model_region text,
  default_model text,
  budget_id text,
  spend_since timestamp(3) with time zone,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  budget_timezone text,
  budget_week_start text,
  CONSTRAINT customer_pkey PRIMARY KEY (customer_id)
) WITH (fillfactor=70);

CREATE TABLE customer_default (
  id smallint NOT NULL,
  budget_id text,
  max_budget numeric(38,0),
  CONSTRAINT customer_default_pkey PRIMARY KEY (id)
);

CREATE TABLE deleted_key (
  id uuid NOT NULL,
  token text NOT NULL,
  key_name text,
  key_alias text,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  soft_budget_cooldown boolean NOT NULL,
  budget_id text,
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  budget_fallbacks jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  aliases jsonb NOT NULL,
  config jsonb NOT NULL,
  permissions jsonb NOT NULL,
  router_settings jsonb,
  metadata jsonb NOT NULL,
  allowed_routes text[] NOT NULL,
  allowed_cache_controls text[] NOT NULL,
  access_group_ids text[],
  policies text[],
  object_permission jsonb,
  user_id text,
  team_id text,
  organization_id text,
  project_id text,
  agent_id text,
  blocked boolean,
  expires timestamp(3) with time zone,
  auto_rotate boolean NOT NULL,
  rotation_interval text,
  key_rotation_at timestamp(3) with time zone,
  last_rotation_at timestamp(3) with time zone,
  rotation_count integer NOT NULL,
  last_active timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  deleted_at timestamp(3) with time zone NOT NULL,
  deleted_by text,
  deleted_by_api_key text NOT NULL,
  litellm_changed_by text,
  spend_since timestamp(3) with time zone,
  counter_id text,
  budget_timezone text,
  budget_week_start text,
  CONSTRAINT deleted_key_pkey PRIMARY KEY (id)
);

CREATE TABLE deleted_team (
  id uuid NOT NULL,
  team_id text NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  team_alias text,
  organization_id text,
  blocked boolean NOT NULL,
  member_permissions text[] NOT NULL,
  default_member_models text[] NOT NULL,
  model_aliases jsonb NOT NULL,
  router_settings jsonb,
  access_group_ids text[] NOT NULL,
  policies text[] NOT NULL,
  member_max_budget numeric(38,0),
  member_budget_duration text,
  member_tpm_limit bigint,
  member_rpm_limit bigint,
  deleted_at timestamp(3) with time zone NOT NULL,
  deleted_by text,
  deleted_by_api_key text NOT NULL,
  litellm_changed_by text,
  members jsonb NOT NULL,
  budget_timezone text,
  budget_week_start text,
  spend_since timestamp(3) with time zone,
  CONSTRAINT deleted_team_pkey PRIMARY KEY (id)
);

CREATE TABLE deployment_budget (
  kind text NOT NULL,
  id text NOT NULL,
  since timestamp(3) with time zone NOT NULL,
  spend numeric(38,0) NOT NULL,
  CONSTRAINT deployment_budget_pkey PRIMARY KEY (kind, id)
);

CREATE TABLE health_check (
  id uuid NOT NULL,
  model_id text NOT NULL,
  model_name text NOT NULL,
  provider_model text NOT NULL,
  status text NOT NULL,
  probe text NOT NULL,
  error_class text,
  error_status integer,
  error_message text,
  response_ms integer NOT NULL,
  checked_at timestamp(3) with time zone NOT NULL,
  checked_by text,
  CONSTRAINT health_check_pkey PRIMARY KEY (id)
);

CREATE TABLE health_round (
  id smallint NOT NULL,
  begun_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT health_round_pkey PRIMARY KEY (id),
  CONSTRAINT health_round_single CHECK ((id = 1))
);

CREATE TABLE instance_lease (
  name text NOT NULL,
  holder uuid NOT NULL,
  process jsonb NOT NULL,
  acquired_at timestamp(3) with time zone NOT NULL,
  renewed_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT instance_lease_pkey PRIMARY KEY (name)
);

CREATE TABLE invitation (
  id uuid NOT NULL,
  user_id text NOT NULL,
  is_accepted boolean NOT NULL,
  accepted_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT invitation_pkey PRIMARY KEY (id),
  CONSTRAINT invitation_user FOREIGN KEY (user_id) REFERENCES user_account(user_id) ON DELETE CASCADE
);

CREATE TABLE model_price (
  id uuid NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  valid_from timestamp(3) with time zone NOT NULL,
  valid_to timestamp(3) with time zone,
  prices jsonb NOT NULL,
  origin text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  withdrawn_at timestamp(3) with time zone,
  withdrawn_by text,
  CONSTRAINT model_price_pkey PRIMARY KEY (id)
);

CREATE TABLE organization (
  organization_id text NOT NULL,
  organization_alias text NOT NULL,
  budget_id text NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  budget_timezone text,
  budget_week_start text,
  spend_since timestamp(3) with time zone,
  CONSTRAINT organization_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor=70);

CREATE TABLE organization_member (
  organization_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  budget_duration text,
  tpm_limit bigint,
  rpm_limit bigint,
  allowed_models text[] NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  spend_since timestamp(3) with time zone,
  budget_reset_at timestamp(3) with time zone,
  CONSTRAINT organization_member_organization FOREIGN KEY (organization_id) REFERENCES organization(organization_id) ON DELETE CASCADE,
  CONSTRAINT organization_member_pkey PRIMARY KEY (organization_id, user_id)
) WITH (fillfactor=70);

CREATE TABLE project (
  project_id text NOT NULL,
  project_alias text,
  description text,
  team_id text NOT NULL,
  budget_id text,
  blocked boolean NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_timezone text,
  budget_week_start text,
  budget_reset_at timestamp(3) with time zone,
  spend_since timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT project_pkey PRIMARY KEY (project_id),
  CONSTRAINT project_team FOREIGN KEY (team_id) REFERENCES team(team_id)
) WITH (fillfactor=70);

CREATE TABLE proxy_model (
  model_id text NOT NULL,
  model_name text NOT NULL,
  team_id text,
  litellm_params jsonb NOT NULL,
  model_info jsonb NOT NULL,
  blocked boolean NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT proxy_model_pkey PRIMARY KEY (model_id)
);

CREATE TABLE rotated_key (
  token text NOT NULL,
  active_token text NOT NULL,
  revoke_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT rotated_key_active FOREIGN KEY (active_token) REFERENCES virtual_key(token) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT rotated_key_pkey PRIMARY KEY (token)
);

CREATE TABLE schema_migration (
  id integer NOT NULL DEFAULT nextval('schema_migration_id_seq'::regclass),
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_0edff5015b71cc0389ae0f4b9a1" PRIMARY KEY (id)
);

CREATE TABLE soft_budget_crossing (
  id uuid NOT NULL,
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  owner_name text,
  since timestamp(3) with time zone NOT NULL,
  soft_budget numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  spend numeric(38,0) NOT NULL,
  crossed_at timestamp(3) with time zone NOT NULL,
  told_at timestamp(3) with time zone,
  CONSTRAINT soft_budget_crossing_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_adjusted (
  event_started_at timestamp(3) with time zone NOT NULL,
  event_id uuid NOT NULL,
  amount numeric(38,0) NOT NULL,
  CONSTRAINT spend_adjusted_pkey PRIMARY KEY (event_started_at, event_id)
);

CREATE TABLE spend_adjustment (
  event_started_at timestamp(3) with time zone NOT NULL,
  event_id uuid NOT NULL,
  repricing_id uuid NOT NULL,
  amount numeric(38,0) NOT NULL,
  cost numeric(38,0) NOT NULL,
  was_unpriced boolean NOT NULL,
  price_source text NOT NULL,
  price_version text,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT spend_adjustment_pkey PRIMARY KEY (event_started_at, event_id, repricing_id)
);

CREATE TABLE spend_dead_letter (
  digest bytea NOT NULL,
  line bytea NOT NULL,
  reason text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT spend_dead_letter_pkey PRIMARY KEY (digest)
);

CREATE TABLE spend_delivery (
  id uuid NOT NULL,
  schedule_id uuid NOT NULL,
  schedule_name text NOT NULL,
  destination_type text NOT NULL,
  export_id uuid NOT NULL,
  period text NOT NULL,
  status text NOT NULL,
  attempts smallint NOT NULL,
  next_attempt_at timestamp(3) with time zone NOT NULL,
  leased_until timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  location text,
  error text,
  CONSTRAINT spend_delivery_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_dropped_month (
  month date NOT NULL,
  calls bigint NOT NULL,
  spend numeric(38,0) NOT NULL,
  dropped_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT spend_dropped_month_pkey PRIMARY KEY (month)
);

CREATE TABLE spend_event (
  started_at timestamp(3) with time zone NOT NULL,
  id uuid NOT NULL,
  ended_at timestamp(3) with time zone NOT NULL,
  call_id text NOT NULL,
  response_id text,
  first_token_ms integer,
  status text NOT NULL,
  http_status smallint NOT NULL,
  error_class text,
  error_message text,
  call_type text NOT NULL,
  stream boolean NOT NULL,
  asked_model text NOT NULL,
  model_group text,
  sent_model text,
  provider text,
  deployment_id text,
  key_hash text NOT NULL,
  key_alias text,
  user_id text,
  team_id text,
  organization_id text,
  end_user_id text,
  tags text[] NOT NULL,
  metadata jsonb NOT NULL,
  requester_ip text,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  cache_write_1h_tokens bigint,
  input_audio_tokens bigint,
  input_image_tokens bigint,
  output_tokens bigint,
  reasoning_tokens bigint,
  output_audio_tokens bigint,
  search_requests bigint,
  usage_estimated boolean NOT NULL,
  cost numeric(38,0),
  price_source text,
  attempted_retries integer NOT NULL,
  attempted_fallbacks integer NOT NULL,
  project_id text,
  price_version text,
  search_units bigint,
  output_images bigint,
  input_characters bigint,
  input_audio_seconds numeric(15,3),
  CONSTRAINT spend_event_pkey PRIMARY KEY (started_at, id)
) PARTITION BY RANGE (started_at);

CREATE TABLE spend_export (
  id uuid NOT NULL,
  status text NOT NULL,
  "order" jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  created_by_key text NOT NULL,
  leased_until timestamp(3) with time zone,
  attempts smallint NOT NULL,
  rows_written bigint NOT NULL,
  finished_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  file_name text,
  bytes bigint,
  sha256 text,
  total numeric(38,0),
  calls bigint,
  unpriced_calls bigint,
  tie_out jsonb,
  error text,
  CONSTRAINT spend_export_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_export_chunk (
  export_id uuid NOT NULL,
  "position" integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT spend_export_chunk_pkey PRIMARY KEY (export_id, "position")
);

CREATE TABLE spend_hourly (
  hour timestamp(0) with time zone NOT NULL,
  "position" integer NOT NULL,
  key_hash text NOT NULL,
  key_alias text,
  user_id text,
  team_id text,
  organization_id text,
  model text NOT NULL,
  model_group text,
  provider text,
  call_type text NOT NULL,
  status text NOT NULL,
  calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  estimated_calls bigint NOT NULL,
  spend numeric(38,0) NOT NULL,
  input_tokens bigint NOT NULL,
  cache_read_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  duration_ms bigint NOT NULL,
  CONSTRAINT spend_hourly_pkey PRIMARY KEY (hour, "position")
);

CREATE TABLE spend_pending_hour (
  id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  hour timestamp(0) with time zone NOT NULL,
  CONSTRAINT spend_pending_hour_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_repricing (
  id uuid NOT NULL,
  status text NOT NULL,
  selection jsonb NOT NULL,
  reason text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  approved_at timestamp(3) with time zone,
  approved_by text,
  finished_at timestamp(3) with time zone,
  leased_until timestamp(3) with time zone,
  attempts smallint NOT NULL,
  preview jsonb,
  outcome jsonb,
  error text,
  CONSTRAINT spend_repricing_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_schedule (
  id uuid NOT NULL,
  name text NOT NULL,
  cadence text NOT NULL,
  time_zone text NOT NULL,
  hour smallint NOT NULL,
  report jsonb NOT NULL,
  destination_type text NOT NULL,
  destination text NOT NULL,
  enabled boolean NOT NULL,
  next_from timestamp(3) with time zone NOT NULL,
  next_to timestamp(3) with time zone NOT NULL,
  next_run_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  created_by_key text NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT spend_schedule_pkey PRIMARY KEY (id)
);

CREATE TABLE spend_total (
  key_hash text NOT NULL,
  spend numeric(38,0) NOT NULL,
  calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  last_active timestamp(3) with time zone NOT NULL,
  CONSTRAINT spend_total_pkey PRIMARY KEY (key_hash)
) WITH (fillfactor=50);

CREATE TABLE stored_setting (
  section text NOT NULL,
  name text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  CONSTRAINT stored_setting_pkey PRIMARY KEY (section, name)
);

CREATE TABLE tag (
  name text NOT NULL,
  description text,
  model_info jsonb,
  budget_id text,
  spend_since timestamp(3) with time zone,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  budget_timezone text,
  budget_week_start text,
  CONSTRAINT tag_pkey PRIMARY KEY (name)
) WITH (fillfactor=70);

CREATE TABLE team (
  team_id text NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  team_alias text,
  organization_id text,
  blocked boolean NOT NULL,
  member_permissions text[] NOT NULL,
  default_member_models text[] NOT NULL,
  model_aliases jsonb NOT NULL,
  router_settings jsonb,
  access_group_ids text[] NOT NULL,
  policies text[] NOT NULL,
  member_max_budget numeric(38,0),
  member_budget_duration text,
  member_tpm_limit bigint,
  member_rpm_limit bigint,
  budget_timezone text,
  budget_week_start text,
  spend_since timestamp(3) with time zone,
  CONSTRAINT team_pkey PRIMARY KEY (team_id)
) WITH (fillfactor=70);

CREATE TABLE team_member (
  team_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  budget_duration text,
  tpm_limit bigint,
  rpm_limit bigint,
  allowed_models text[] NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  spend_since timestamp(3) with time zone,
  budget_reset_at timestamp(3) with time zone,
  CONSTRAINT team_member_pkey PRIMARY KEY (team_id, user_id),
  CONSTRAINT team_member_team FOREIGN KEY (team_id) REFERENCES team(team_id) ON DELETE CASCADE
) WITH (fillfactor=70);

CREATE TABLE ui_session (
  token_hash text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  key_hash text NOT NULL,
  ip text,
  user_agent text,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  revoked_at timestamp(3) with time zone,
  CONSTRAINT ui_session_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE user_account (
  user_id text NOT NULL,
  user_alias text,
  user_email text,
  email_key text,
  user_role text NOT NULL,
  sso_user_id text,
  password_hash text,
  allowed_cache_controls text[] NOT NULL,
  policies text[] NOT NULL,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  metadata jsonb NOT NULL,
  object_permission jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  budget_timezone text,
  budget_week_start text,
  spend_since timestamp(3) with time zone,
  CONSTRAINT user_account_pkey PRIMARY KEY (user_id)
) WITH (fillfactor=70);

CREATE TABLE virtual_key (
  token text NOT NULL,
  key_name text,
  key_alias text,
  spend numeric(38,0) NOT NULL,
  max_budget numeric(38,0),
  soft_budget numeric(38,0),
  soft_budget_cooldown boolean NOT NULL,
  budget_id text,
  budget_duration text,
  budget_reset_at timestamp(3) with time zone,
  budget_limits jsonb,
  budget_fallbacks jsonb,
  model_max_budget jsonb NOT NULL,
  model_spend jsonb NOT NULL,
  max_parallel_requests bigint,
  tpm_limit bigint,
  rpm_limit bigint,
  models text[] NOT NULL,
  aliases jsonb NOT NULL,
  config jsonb NOT NULL,
  permissions jsonb NOT NULL,
  router_settings jsonb,
  metadata jsonb NOT NULL,
  allowed_routes text[] NOT NULL,
  allowed_cache_controls text[] NOT NULL,
  access_group_ids text[],
  policies text[],
  object_permission jsonb,
  user_id text,
  team_id text,
  organization_id text,
  project_id text,
  agent_id text,
  blocked boolean,
  expires timestamp(3) with time zone,
  auto_rotate boolean NOT NULL,
  rotation_interval text,
  key_rotation_at timestamp(3) with time zone,
  last_rotation_at timestamp(3) with time zone,
  rotation_count integer NOT NULL,
  last_active timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by text,
  spend_since timestamp(3) with time zone,
  counter_id text,
  budget_timezone text,
  budget_week_start text,
  CONSTRAINT virtual_key_pkey PRIMARY KEY (token)
) WITH (fillfactor=70);

CREATE UNIQUE INDEX access_group_name ON public.access_group USING btree (access_group_name);
CREATE INDEX alert_delivery_due ON public.alert_delivery USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE UNIQUE INDEX alert_key ON public.alert USING btree (key);
CREATE INDEX alert_raised ON public.alert USING btree (raised_at, id);
CREATE INDEX alert_unrouted ON public.alert USING btree (raised_at) WHERE (NOT routed);
CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at, id);
CREATE INDEX audit_entry_object ON public.audit_entry USING btree (object_type, object_id, at);
CREATE INDEX audit_entry_user ON public.audit_entry USING btree (user_id, at, id);
CREATE INDEX budget_window_reset ON public.budget_window USING btree (resets_at);
CREATE INDEX customer_budget ON public.customer USING btree (budget_id) WHERE (budget_id IS NOT NULL);
CREATE INDEX customer_budget_reset ON public.customer USING btree (budget_reset_at) WHERE (budget_duration IS NOT NULL);
CREATE INDEX deleted_key_deleted_at ON public.deleted_key USING btree (deleted_at);
CREATE INDEX deleted_key_token ON public.deleted_key USING btree (token);
CREATE INDEX deleted_team_team_id ON public.deleted_team USING btree (team_id);
CREATE INDEX health_check_at ON public.health_check USING btree (checked_at, id);
CREATE INDEX health_check_model_at ON public.health_check USING btree (model_id, checked_at, id);
CREATE INDEX invitation_user_id ON public.invitation USING btree (user_id);
CREATE INDEX model_price_model ON public.model_price USING btree (provider, model, created_at);
CREATE INDEX organization_member_user ON public.organization_member USING btree (user_id);
CREATE INDEX project_team_id ON public.project USING btree (team_id);
CREATE INDEX rotated_key_active_token ON public.rotated_key USING btree (active_token);
CREATE UNIQUE INDEX soft_budget_crossing_once ON public.soft_budget_crossing USING btree (owner_kind, owner_id, since, soft_budget);
CREATE INDEX soft_budget_crossing_untold ON public.soft_budget_crossing USING btree (crossed_at) WHERE (told_at IS NULL);
CREATE INDEX spend_delivery_created ON public.spend_delivery USING btree (created_at, id);
CREATE INDEX spend_delivery_due ON public.spend_delivery USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX spend_delivery_schedule ON public.spend_delivery USING btree (schedule_id, created_at, id);
CREATE INDEX spend_event_call_id ON ONLY public.spend_event USING btree (call_id);
CREATE INDEX spend_event_end_user ON ONLY public.spend_event USING btree (end_user_id, started_at, id) WHERE (end_user_id IS NOT NULL);
CREATE INDEX spend_event_id ON ONLY public.spend_event USING btree (id);
CREATE INDEX spend_event_key ON ONLY public.spend_event USING btree (key_hash, started_at, id);
CREATE INDEX spend_event_model ON ONLY public.spend_event USING btree (model_group, started_at, id) WHERE (model_group IS NOT NULL);
CREATE INDEX spend_event_not_answered ON ONLY public.spend_event USING btree (started_at, id) WHERE (status <> 'success'::text);
CREATE INDEX spend_event_response_id ON ONLY public.spend_event USING btree (response_id) WHERE (response_id IS NOT NULL);
CREATE INDEX spend_event_tags ON ONLY public.spend_event USING gin (tags) WHERE (tags <> '{}'::text[]);
CREATE INDEX spend_event_team ON ONLY public.spend_event USING btree (team_id, started_at, id) WHERE (team_id IS NOT NULL);
CREATE INDEX spend_event_unpriced ON ONLY public.spend_event USING btree (started_at, id) WHERE (cost IS NULL);
CREATE INDEX spend_event_user ON ONLY public.spend_event USING btree (user_id, started_at, id) WHERE (user_id IS NOT NULL);
CREATE INDEX spend_export_created ON public.spend_export USING btree (created_at, id);
CREATE INDEX spend_export_due ON public.spend_export USING btree (created_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX spend_hourly_key ON public.spend_hourly USING btree (key_hash, hour);
CREATE INDEX spend_pending_hour_hour ON public.spend_pending_hour USING btree (hour);
CREATE INDEX spend_repricing_created ON public.spend_repricing USING btree (created_at, id);
CREATE INDEX spend_schedule_due ON public.spend_schedule USING btree (next_run_at) WHERE enabled;
CREATE INDEX tag_budget ON public.tag USING btree (budget_id) WHERE (budget_id IS NOT NULL);
CREATE INDEX tag_budget_reset ON public.tag USING btree (budget_reset_at) WHERE (budget_duration IS NOT NULL);
CREATE INDEX team_member_user ON public.team_member USING btree (user_id);
CREATE INDEX team_organization ON public.team USING btree (organization_id) WHERE (organization_id IS NOT NULL);
CREATE INDEX ui_session_expires_at ON public.ui_session USING btree (expires_at);
CREATE UNIQUE INDEX user_account_email_key ON public.user_account USING btree (email_key) WHERE (email_key IS NOT NULL);
CREATE UNIQUE INDEX user_account_sso_user_id ON public.user_account USING btree (sso_user_id) WHERE (sso_user_id IS NOT NULL);
CREATE UNIQUE INDEX virtual_key_alias ON public.virtual_key USING btree (key_alias) WHERE (key_alias IS NOT NULL);
CREATE INDEX virtual_key_budget ON public.virtual_key USING btree (budget_id) WHERE (budget_id IS NOT NULL);
CREATE INDEX virtual_key_budget_reset ON public.virtual_key USING btree (budget_reset_at) WHERE (budget_duration IS NOT NULL);
CREATE INDEX virtual_key_counter ON public.virtual_key USING btree (counter_id) WHERE (counter_id IS NOT NULL);
CREATE INDEX virtual_key_created ON public.virtual_key USING btree (created_at, token);
CREATE INDEX virtual_key_organization ON public.virtual_key USING btree (organization_id) WHERE (organization_id IS NOT NULL);
CREATE INDEX virtual_key_project ON public.virtual_key USING btree (project_id) WHERE (project_id IS NOT NULL);
CREATE INDEX virtual_key_rotation ON public.virtual_key USING btree (key_rotation_at) WHERE auto_rotate;
CREATE INDEX virtual_key_soft_budget ON public.virtual_key USING btree (token) WHERE (soft_budget IS NOT NULL);
CREATE INDEX virtual_key_team ON public.virtual_key USING btree (team_id) WHERE (team_id IS NOT NULL);
CREATE INDEX virtual_key_user ON public.virtual_key USING btree (user_id) WHERE (user_id IS NOT NULL);
