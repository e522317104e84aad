/**
 * Tells every process that what is configured at run time changed. Called after the change was committed; the application
 * binds it.
 */
export abstract class ConfigurationChanges {
  /** Resolves once this process acts by the change; the others follow within a second. Never rejects. */
  abstract changed(): Promise<void>;
}
