import { type Failure } from '@tollgate/core';

/** What a request asks for and this API cannot do, gathered so that one answer names all of it. */
export class Problems {
  #failure: Failure | null = null;
  readonly #params: string[] = [];
  readonly #provider: string;
  readonly #dropParams: boolean;

  /** @param provider the name a client reads. */
  constructor(provider: string, dropParams: boolean) {
    this.#provider = provider;
    this.#dropParams = dropParams;
  }

  /** The request is wrong at `path`, whatever may be dropped. */
  refuse(path: string, problem: string): void {
    this.#failure ??= { class: 'BadRequestError', message: `${path}: ${problem}`, param: path };
  }

  /** A part of the content that cannot be said; leaving it out would change the question, so it is never dropped. */
  untranslatable(path: string, what: string): void {
    this.#failure ??= {
      class: 'UnsupportedParamsError',
      message: `${path}: ${this.#provider} cannot take ${what}`,
      param: path,
    };
  }

  /** A failure that has its words already. */
  fail(failure: Failure): void {
    this.#failure ??= failure;
  }

  /** A parameter that cannot be honoured: refused by name, or dropped with `drop_params`. */
  unsupported(param: string): void {
    if (!this.#dropParams) this.#params.push(param);
  }

  get failure(): Failure | null {
    if (this.#failure !== null || this.#params.length === 0) return this.#failure;
    return {
      class: 'UnsupportedParamsError',
      message: `The model does not support: ${this.#params.join(', ')}. Leave them out, or set drop_params.`,
      param: this.#params[0] ?? null,
    };
  }
}
