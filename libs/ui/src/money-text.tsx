import { Text, Tooltip } from '@mantine/core';
import { exactMoney, money } from './format/money.js';

export interface MoneyTextProps {
  /** USD; null: the price is unknown. */
  usd: number | null;
}

/** An amount as people read it, to the last digit on hover; "unpriced" in the colour of a warning. */
export function MoneyText({ usd }: MoneyTextProps) {
  if (usd === null) {
    return (
      <Tooltip label="No price is known for this model, so the call is not part of any total. Set one in the configuration.">
        <Text component="span" fz="inherit" c="var(--tg-warning)">
          unpriced
        </Text>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={exactMoney(usd)} disabled={exactMoney(usd) === money(usd)}>
      <span className="tg-figures">{money(usd)}</span>
    </Tooltip>
  );
}
