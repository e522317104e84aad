/** Virtual time: what is due next happens next, and nothing waits. A binary heap by time, then by the order of asking. */
export class VirtualClock {
  now = 0;
  #heap = [];
  #asked = 0;

  at(time, action) {
    const event = { time: Math.max(time, this.now), nth: (this.#asked += 1), action };
    let i = this.#heap.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(event, this.#heap[parent])) break;
      this.#heap[i] = this.#heap[parent];
      i = parent;
    }
    this.#heap[i] = event;
  }

  /** Until nothing more is due. */
  run() {
    for (let next = this.#take(); next; next = this.#take()) {
      this.now = next.time;
      next.action();
    }
  }

  #take() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child += 1;
      if (!before(heap[child], last)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function before(a, b) {
  return a.time < b.time || (a.time === b.time && a.nth < b.nth);
}
