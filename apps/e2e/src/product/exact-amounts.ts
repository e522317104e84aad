import { parseUsd, type PicoUsd } from '@tollgate/core';
import readXlsx from 'read-excel-file/node';

/** Dollars as a file or a page writes them. @throws Error for what is no amount */
export function pico(text: unknown): PicoUsd {
  const amount = parseUsd(typeof text === 'number' ? text : String(text));
  if (amount === null) throw new Error(`Not an amount: ${String(text)}`);
  return amount;
}

export const sumOf = (amounts: readonly PicoUsd[]): PicoUsd =>
  amounts.reduce((total, amount) => total + amount, 0n);

/** The exact amounts in an Excel file of spend, read by something that did not write it. */
export async function xlsxAmounts(path: string): Promise<PicoUsd[]> {
  const [header = [], ...rows] = (await readXlsx(path))[0]?.data ?? [];
  const place = header.indexOf('spend_usd_exact');
  return rows.map((row) => pico(row[place]));
}
