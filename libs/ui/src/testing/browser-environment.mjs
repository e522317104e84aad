import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom with the parts of a browser that it lacks and Node has: the classes of fetch. */
export default class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const { ReadableStream } = globalThis;
    const ofFetch = { Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder };
    Object.assign(this.global, { ...ofFetch, structuredClone });
  }
}
