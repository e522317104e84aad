/**
 * Colours of series, in order of rank; told apart by people with colour-blindness, and at 3:1 against both papers.
 * The rest ("Other") is grey.
 */
export const SERIES_COLORS = [
  '#5b6ee1',
  '#d9822b',
  '#1a9e8f',
  '#c0507f',
  '#7f8c2f',
  '#8a5cc9',
  '#2f86c5',
  '#b5553c',
] as const;

export const OTHER_COLOR = '#868c98';

/** How many series a chart draws by name; what is beyond is summed as "Other". */
export const NAMED_SERIES = SERIES_COLORS.length - 1;

/** Colour of the series at a place; `other` for the sum of the rest. */
export function seriesColor(place: number, other: boolean): string {
  return other ? OTHER_COLOR : (SERIES_COLORS[place % SERIES_COLORS.length] ?? OTHER_COLOR);
}
