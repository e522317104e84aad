/**
 * The WHERE clause of a report and its parameters. Values never become part of the SQL text: `?` in a condition stands for
 * the value, and is numbered here.
 */
export class Conditions {
  readonly parameters: unknown[] = [];
  private readonly clauses: string[] = [];

  /** Adds a condition; each `?` in it stands for the same value. */
  add(condition: string, value: unknown): this {
    this.clauses.push(condition.replaceAll('?', this.parameter(value)));
    return this;
  }

  /** Adds the condition unless there is no value to compare with; an empty text is none. */
  addIfGiven(condition: string, value: unknown): this {
    return value === undefined || value === null || value === '' ? this : this.add(condition, value);
  }

  /** Adds a condition whose values are parameters already. */
  addSql(condition: string): this {
    this.clauses.push(condition);
    return this;
  }

  /** Placeholder of one more parameter (`$3`). */
  parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** `WHERE a AND b`, or '' when everything is wanted. */
  where(): string {
    return this.clauses.length === 0 ? '' : `WHERE ${this.clauses.join(' AND ')}`;
  }

  copy(): Conditions {
    const copy = new Conditions();
    copy.parameters.push(...this.parameters);
    copy.clauses.push(...this.clauses);
    return copy;
  }
}
