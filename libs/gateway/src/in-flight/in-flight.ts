/** What can be in flight. It remembers its place, so that it can leave at once. */
export interface Flying {
  /** Where it stands among all; -1: nowhere. Only `InFlight` writes it. */
  place: number;
}

/**
 * Everything of a kind that is under way, in no order. Not a Set: V8 lays a Set that changes often out anew every few
 * additions, and each layout refers to the next. The first that grows old keeps alive, until the next full collection, whoever
 * was in flight at each change after it, with all it refers to: a third of what a busy gateway allocates.
 */
export class InFlight<T extends Flying> {
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  add(member: T): void {
    member.place = this.#members.push(member) - 1;
  }

  /** @returns whether it was there */
  delete(member: T): boolean {
    const { place } = member;
    if (place < 0 || this.#members[place] !== member) return false;
    const last = this.#members.pop() as T;
    if (last !== member) {
      this.#members[place] = last;
      last.place = place;
    }
    member.place = -1;
    return true;
  }

  /** Looks at each; the one looked at may leave meanwhile. */
  forEach(look: (member: T) => void): void {
    // From the end: whoever takes the place of one that left was looked at already.
    for (let i = this.#members.length - 1; i >= 0; i -= 1) {
      const member = this.#members[i];
      if (member !== undefined) look(member);
    }
  }
}
