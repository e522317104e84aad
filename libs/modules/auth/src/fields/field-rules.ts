import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DURATION_FORMAT, isJsonObject, KEY_LIMITS, parseDuration } from '@tollgate/core';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  type ValidationArguments,
} from 'class-validator';

/** Largest count that a JSON number holds exactly. */
const COUNT_MAX = Number.MAX_SAFE_INTEGER;

/** US dollars ≥ 0. */
export function Dollars(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsNumber({}, { message: '$property must be a number' }),
    Min(0),
    Max(KEY_LIMITS.budgetMax),
    ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, description }),
  );
}

/** A whole number ≥ 0. */
export function Count(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsInt({ message: '$property must be a whole number' }),
    Min(0),
    Max(COUNT_MAX),
    ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 0, description }),
  );
}

/** One line of text: an id, an alias. */
export function Line(max: number, description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsString(),
    MaxLength(max),
    Matches(/^[^\u0000-\u001f\u007f]*$/, { message: '$property must not hold control characters' }),
    ApiPropertyOptional({ type: String, nullable: true, maxLength: max, description }),
  );
}

/** A text that has to be there: the id of something. */
export function Required(max: number, description: string): PropertyDecorator {
  return applyDecorators(
    IsDefined({ message: '$property is required' }),
    IsString(),
    MinLength(1),
    MaxLength(max),
    Matches(/^[^\u0000-\u001f\u007f]*$/, { message: '$property must not hold control characters' }),
    ApiProperty({ type: String, maxLength: max, description }),
  );
}

/** A list of texts, each on one line. */
export function Lines(limits: { items: number; length: number }, description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    linesRule(limits),
    ApiPropertyOptional({ type: [String], nullable: true, description }),
  );
}

/** A list of texts that has to be there. */
export function RequiredLines(
  limits: { items: number; length: number },
  description: string,
): PropertyDecorator {
  return applyDecorators(
    IsDefined({ message: '$property is required' }),
    linesRule(limits),
    ApiProperty({ type: [String], description }),
  );
}

function linesRule(limits: { items: number; length: number }): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMaxSize(limits.items),
    IsString({ each: true }),
    MaxLength(limits.length, { each: true }),
    Matches(/^[^\u0000-\u001f\u007f]+$/, {
      each: true,
      message: 'each value in $property must be text without control characters, and not empty',
    }),
  );
}

/** A JSON object of bounded size. */
export function JsonMap(description: string, bytesMax?: number): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsObject(),
    AtMostBytes(bytesMax),
    ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true, description }),
  );
}

/** A JSON object of bounded size that has to be there. */
export function RequiredMap(description: string): PropertyDecorator {
  return applyDecorators(
    IsDefined({ message: '$property is required' }),
    IsObject(),
    AtMostBytes(),
    ApiProperty({ type: 'object', additionalProperties: true, description }),
  );
}

/** A list of JSON values of bounded size. */
export function JsonList(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsArray(),
    AtMostBytes(),
    ApiPropertyOptional({ type: 'array', items: {}, nullable: true, description }),
  );
}

/** A JSON object whose values are texts. */
export function TextMap(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsMapOf('isStringMap', 'texts', (value) => typeof value === 'string'),
    AtMostBytes(),
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string' },
      nullable: true,
      description,
    }),
  );
}

/** A JSON object whose values are whole numbers ≥ 0. */
export function CountMap(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsMapOf('isCountMap', 'whole numbers ≥ 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0),
    AtMostBytes(),
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'integer' },
      nullable: true,
      description,
    }),
  );
}

export function Flag(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsBoolean(),
    ApiPropertyOptional({ type: Boolean, nullable: true, description }),
  );
}

export function OneOf(values: readonly string[], description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsString(),
    IsIn([...values]),
    ApiPropertyOptional({ enum: values, nullable: true, description }),
  );
}

/** A duration such as `30d`; with `never`, also "-1". */
export function DurationText(options: { never: boolean }, description: string): PropertyDecorator {
  const rule = rules(
    'isDuration',
    (args) => `${args.property} must be ${DURATION_FORMAT}`,
    (value) =>
      typeof value !== 'string' ||
      (options.never && (value === '-1' || value === '')) ||
      parseDuration(value) !== null,
  );
  return applyDecorators(
    IsOptional(),
    IsString(),
    rule,
    ApiPropertyOptional({ type: String, nullable: true, example: '30d', description }),
  );
}

function AtMostBytes(max: number = KEY_LIMITS.metadataBytesMax): PropertyDecorator {
  return rules(
    'atMostBytes',
    (args) => `${args.property} must be at most ${max} bytes of JSON`,
    (value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= max,
  );
}

function IsMapOf(name: string, what: string, fits: (value: unknown) => boolean): PropertyDecorator {
  return rules(
    name,
    (args) => `${args.property} must be an object whose values are ${what}`,
    (value) => isJsonObject(value) && Object.values(value).every(fits),
  );
}

function rules(
  name: string,
  message: (args: ValidationArguments) => string,
  fits: (value: unknown) => boolean,
): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message },
      validator: { validate: fits },
    });
  };
}
