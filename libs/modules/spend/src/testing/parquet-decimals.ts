import { parquetMetadata, parquetReadObjects } from 'hyparquet';

/**
 * The unscaled integers of a decimal column of a Parquet file. The reader turns decimals into floats, so it is told that the
 * column is none, and its big-endian two's-complement bytes (Parquet format, "DECIMAL") are read here.
 */
export async function parquetDecimals(bytes: Buffer, column: string): Promise<bigint[]> {
  const file = new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file);
  for (const element of metadata.schema)
    if (element.name === column) {
      delete element.converted_type;
      delete element.logical_type;
    }
  const rows = await parquetReadObjects({ file, metadata, columns: [column], utf8: false });
  return rows.map((row) => {
    const raw: unknown = row[column];
    if (!(raw instanceof Uint8Array)) throw new Error(`${column} holds no bytes`);
    return BigInt.asIntN(raw.length * 8, BigInt(`0x${Buffer.from(raw).toString('hex')}`));
  });
}
