/** Why the program cannot start, in words for the operator, and the exit code that says so. */
export class StartFailure extends Error {
  override name = 'StartFailure';

  /** @param exitCode 1: the surroundings (port, directory, database); 2: the configuration. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
