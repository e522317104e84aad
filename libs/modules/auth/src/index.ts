export { AuthHttpModule } from './auth-http.module.js';
export { AuthSettings } from './auth-settings.js';
export { type Actor, type Caller, type CallerVia, seesEverything } from './callers/caller.js';
export { type CallerKeyLookup, CallerKeys } from './callers/caller-keys.js';
export { CurrentActor, CurrentCaller } from './callers/current-caller.js';
export { identifyKey, type KeyCaller } from './callers/identify-key.js';
export { factsOf } from './callers/request-facts.js';
export {
  Count,
  CountMap,
  Dollars,
  DurationText,
  Flag,
  JsonList,
  JsonMap,
  Line,
  Lines,
  OneOf,
  Required,
  RequiredLines,
  RequiredMap,
  TextMap,
} from './fields/field-rules.js';
export { ApiOptionalFlag, QueryFlag } from './fields/query-flag.js';
export { ApiError, InvalidRequest, orThrow } from './failures/api-error.js';
export { type ErrorShape, type ValidationIssue } from './failures/error-shape.js';
export { FailureFilter } from './failures/failure-filter.js';
export { RequestValidation } from './failures/request-validation.js';
export { Allow, FailsInShape, Public } from './permissions/allow.js';
export { isRouteAllowed } from './permissions/allowed-routes.js';
export { CallerReader } from './permissions/caller-reader.js';
export { type Permission, permits } from './permissions/permission.js';
export { type AuditedRoute, RouteAudit } from './permissions/route-audit.js';
export { type SignInUser, UserSignIn } from './sessions/user-sign-in.js';
export { SessionRow } from './sessions/session-row.js';
