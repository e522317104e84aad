import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  false: false,
  '0': false,
  no: false,
  '': false,
};

/** A boolean in a query string, where "false" is text; class-transformer alone would read it as true. */
export function QueryFlag(): PropertyDecorator {
  return applyDecorators(
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const text = obj[key];
      return typeof text === 'string' ? (FLAGS[text.toLowerCase()] ?? text) : text;
    }),
    IsOptional(),
    IsBoolean(),
  );
}

export function ApiOptionalFlag(description: string): PropertyDecorator {
  return ApiPropertyOptional({ type: Boolean, default: false, description });
}
