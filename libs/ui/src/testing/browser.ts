import { configure } from '@testing-library/react';

/** Long enough for a busy machine; what is awaited is there much sooner. */
configure({ asyncUtilTimeout: 10_000 });

/** What Mantine asks of a browser and jsdom does not have. */
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const noMedia = (query: string): MediaQueryList => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});

Object.assign(window, {
  matchMedia: noMedia,
  ResizeObserver: NoResizeObserver,
  scrollTo: () => {},
});
/** Asked only for the width of emoji, by the accessibility checker. */
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.scrollIntoView = () => {};
