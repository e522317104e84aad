const WIDTH = 88;
const HEIGHT = 28;

/** A course without axes, starting at zero: decoration beside a figure that says the same in words. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const top = Math.max(...values, 0);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const points = values.map((value, index) => {
    const y = top === 0 ? HEIGHT - 1 : HEIGHT - 1 - (value / top) * (HEIGHT - 2);
    return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden
      style={{ display: 'block', marginBottom: 6 }}
    >
      <polygon
        points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
        fill="var(--mantine-color-accent-6)"
        fillOpacity={0.12}
      />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--mantine-color-accent-5)"
        strokeWidth={1.5}
      />
    </svg>
  );
}
