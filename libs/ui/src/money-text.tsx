import { Text } from '@mantine/core';
import { exactMoney, money } from './format/money.js';

const WHY_UNPRICED =
  'No price is known for this model, so the call is not part of any total. Set one in the configuration.';

export interface MoneyTextProps {
  /** USD; null: the price is unknown. */
  usd: number | null;
}

/**
 * An amount as people read it, to the last digit on hover; "unpriced" in the colour of a warning. The hint is the browser's
 * own: a log has hundreds of amounts, and a tooltip component for each would slow its scrolling.
 */
export function MoneyText({ usd }: MoneyTextProps) {
  if (usd === null) {
    return (
      <Text component="span" fz="inherit" c="var(--tg-warning)" title={WHY_UNPRICED}>
        unpriced
      </Text>
    );
  }
  return (
    <span className="tg-figures" title={exactMoney(usd)}>
      {money(usd)}
    </span>
  );
}
