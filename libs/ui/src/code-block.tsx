import { Box } from '@mantine/core';
import { CopyButton } from './copy-button.js';
import classes from './code-block.module.css';

export interface CodeBlockProps {
  code: string;
  /** What the code is, for screen readers: "curl command". */
  label: string;
  /** Breaks long lines, for prose such as an error's text. */
  wrap?: boolean;
}

/** Code to take away: scrolls sideways, copies whole. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <Box className={classes.frame}>
      <pre
        className={classes.code}
        data-wrap={wrap || undefined}
        tabIndex={0}
        aria-label={label}
        role="region"
      >
        <code>{code}</code>
      </pre>
      <Box className={classes.copy}>
        <CopyButton value={code} what={label} />
      </Box>
    </Box>
  );
}
