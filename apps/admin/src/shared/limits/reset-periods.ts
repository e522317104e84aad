/** What forms offer for when a budget starts over; the API takes any duration. */
export const RESET_PERIODS: readonly string[] = ['1d', '7d', '30d', '1mo'];
