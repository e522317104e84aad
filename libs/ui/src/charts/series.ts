/** One coloured part of every bar. */
export interface ChartSeries {
  /** Name within a point's `values`. */
  id: string;
  label: string;
  /** The sum of what is not drawn by name. */
  other: boolean;
}

/** One bar: a UTC day and a value for each series. */
export interface ChartPoint {
  /** `YYYY-MM-DD`. */
  day: string;
  values: Readonly<Record<string, number>>;
}
