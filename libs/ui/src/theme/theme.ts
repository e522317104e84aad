import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 7 on white and white on shade 6 both pass WCAG AA (4.5:1). */
const accent: MantineColorsTuple = [
  '#eef1fe',
  '#dde3fb',
  '#bac5f4',
  '#95a5ee',
  '#7789e8',
  '#6276e3',
  '#5166d6',
  '#4055c0',
  '#364aab',
  '#2a3c95',
];

/** Ink and paper of dark mode: 7 is the page, 6 a card, 4 a line, 0 text. */
const dark: MantineColorsTuple = [
  '#d8dae0',
  '#b7bac3',
  '#9ca0ab',
  '#5f646f',
  '#30333b',
  '#272a31',
  '#1b1d22',
  '#141519',
  '#0f1013',
  '#0a0b0d',
];

const FONT =
  '"Inter Variable", Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

/** Look of the dashboard; docs/dashboard-style.md says the rules in words. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark },
  autoContrast: true,
  fontFamily: FONT,
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, "Cascadia Mono", "Liberation Mono", monospace',
  headings: { fontFamily: FONT, fontWeight: '600' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    // A closed list is not on the page: nothing hidden to stumble over, for people and for screen readers.
    Combobox: { defaultProps: { keepMounted: false } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, fz: 'xs', multiline: true, maw: 360 } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: { defaultProps: { centered: false, yOffset: '8vh', closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Paper: { defaultProps: { withBorder: true, bg: 'var(--tg-card)' } },
  },
});

/** Greys that Mantine sets lighter than WCAG AA asks of small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b626d',
    '--mantine-color-placeholder': '#6b727d',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-text': '#17191d',
    '--mantine-color-default-border': '#dcdfe4',
    '--tg-page': '#fafafb',
    '--tg-card': '#ffffff',
    '--tg-line': '#e5e7eb',
    '--tg-hover': '#f4f5f7',
    '--tg-positive': '#187a3c',
    '--tg-negative': '#c92a2a',
    '--tg-warning': '#95580a',
    '--tg-quiet': '#5b626d',
    '--tg-accent-soft': '#eef1fe',
    '--tg-accent-ink': '#364aab',
  },
  dark: {
    '--mantine-color-dimmed': '#9ca0ab',
    '--mantine-color-placeholder': '#888d99',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#a3b1f5',
    '--mantine-color-default-border': '#363a43',
    '--tg-page': '#141519',
    '--tg-card': '#1b1d22',
    '--tg-line': '#2a2d34',
    '--tg-hover': '#22252b',
    '--tg-positive': '#5fcf86',
    '--tg-negative': '#ff8787',
    '--tg-warning': '#f0b35a',
    '--tg-quiet': '#9ca0ab',
    '--tg-accent-soft': '#262b47',
    '--tg-accent-ink': '#c3cdf8',
  },
});
