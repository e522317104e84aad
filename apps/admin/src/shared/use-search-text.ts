import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** A text box whose settled text goes to the address bar: typing is never waited for, nor does it flood the history. */
export function useSearchText(fromUrl: string | undefined, toUrl: (text: string | undefined) => void) {
  const [text, setText] = useState(fromUrl ?? '');
  const [known, setKnown] = useState(fromUrl);
  const settle = useDebouncedCallback(
    (next: string) => toUrl(next.trim() === '' ? undefined : next.trim()),
    250,
  );
  if (fromUrl !== known) {
    // The address changed (back button, a link, our own text): follow it unless it says what is typed here.
    setKnown(fromUrl);
    if ((fromUrl ?? '') !== text.trim()) setText(fromUrl ?? '');
  }
  const change = (next: string) => {
    setText(next);
    settle(next);
  };
  return [text, change] as const;
}
