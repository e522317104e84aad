/** One thing to end, and how long it may take. */
interface Step {
  readonly name: string;
  readonly limitMs: number;
  readonly end: () => Promise<unknown> | void;
}

/**
 * What has to be ended, in the reverse order of its start. A step that fails or takes too long does not keep the others
 * from being ended.
 */
export class Teardown {
  private readonly steps: Step[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly onProblem: (step: string, error: unknown) => void) {}

  add(name: string, end: Step['end'], limitMs = 10_000): void {
    this.steps.push({ name, end, limitMs });
  }

  /** Ends everything; later calls wait for the first. */
  run(): Promise<void> {
    this.running ??= this.endAll();
    return this.running;
  }

  private async endAll(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      try {
        await within(step);
      } catch (error) {
        this.onProblem(step.name, error);
      }
    }
  }
}

async function within({ end, limitMs }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    await Promise.race([Promise.resolve(end()), limit]);
  } finally {
    clearTimeout(timer);
  }
}
