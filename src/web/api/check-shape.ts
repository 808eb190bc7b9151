import type { TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Errors } from 'typebox/value';
import type { ApiError } from './problem.ts';

type SchemaError = ReturnType<typeof Errors>[number];
type Words = (params: Readonly<Record<string, unknown>>) => Omit<ApiError, 'path'>;

const invalid: Words = () => ({
  message: 'The value is not of the form that is wanted; see openapi.json.',
  code: 'InvalidValue',
});
const tooFew =
  (things: string, code: string): Words =>
  ({ limit }) =>
    limit === 1
      ? { message: 'Must not be empty.', code: 'NotEmpty' }
      : { message: `Must have ${limit} ${things} or more.`, code, detail: { least: limit } };
const required: Words = () => ({ message: 'The field is required.', code: 'RequiredField' });
const unknown: Words = () => ({ message: 'There is no such field.', code: 'UnknownField' });
/** More than one reads at once. The checker would tell of 8. */
const MOST_ERRORS = 100;

/** By the keyword of the schema that is not met. */
const WORDS: Readonly<Record<string, Words>> = {
  boolean: unknown,
  enum: ({ allowedValues }) => ({
    message: 'Must be one of the allowed values.',
    code: 'AllowedValue',
    detail: { allowed: allowedValues },
  }),
  minItems: tooFew('items', 'MinimumLength'),
  minLength: tooFew('characters', 'MinimumLength'),
  minProperties: tooFew('fields', 'RequiredField'),
  maxProperties: () => ({ message: 'Must name one property only.', code: 'InvalidValue' }),
  maxLength: ({ limit }) => ({
    message: `Must have ${limit} characters or fewer.`,
    code: 'MaximumLength',
    detail: { maxLength: limit },
  }),
  minimum: ({ limit }) => ({
    message: `Must be ${limit} or more.`,
    code: 'GreaterThanOrEqual',
    detail: { least: limit },
  }),
  maximum: ({ limit }) => ({ message: `Must be ${limit} or less.`, code: 'LessThanOrEqual', detail: { most: limit } }),
};

/** What is wrong with a value, field by field; empty when it is of the schema. @param path of the value in the request */
export function checkShape(schema: TSchema, value: unknown, path: string): ApiError[] {
  Settings.Set({ maxErrors: MOST_ERRORS });
  const errors = Errors(schema, value).flatMap((error) => errorsOf(error, path));
  // A field that there is not is told of twice: as one too many, and as one that may have no value.
  return [...new Map(errors.map((error) => [`${error.path} ${error.code}`, error])).values()];
}

function errorsOf({ keyword, instancePath, params }: SchemaError, path: string): ApiError[] {
  const at = pathOf(instancePath, path);
  const each = (names: unknown, words: Words) =>
    (names as string[]).map((name) => ({ ...words({}), path: joinPath(at, name) }));
  const of = params as Readonly<Record<string, unknown>>;
  if (keyword === 'required') return each(of['requiredProperties'], required);
  if (keyword === 'additionalProperties') return each(of['additionalProperties'], unknown);
  return [{ ...(WORDS[keyword] ?? invalid)(of), path: at }];
}

/** `/locations/in/0` in `criteria` is `criteria.locations.in[0]`. */
function pathOf(pointer: string, path: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce(
    (at, part) =>
      /^\d+$/.test(part) ? `${at}[${part}]` : joinPath(at, part.replaceAll('~1', '/').replaceAll('~0', '~')),
    path,
  );
}

export const joinPath = (path: string, more: string): string => (path === '' ? more : `${path}.${more}`);
