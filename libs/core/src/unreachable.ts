/** Ends an exhaustive switch: compiles only when every case of a closed union is handled. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
