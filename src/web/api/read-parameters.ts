import { type Static, type TObject, Type } from 'typebox';
import { checkShape } from './check-shape.ts';
import { type ApiError, ApiRefused } from './problem.ts';

/** Parameters of an address by their names. Those with a default need not be given. */
export const parameters = <T extends Parameters<typeof Type.Object>[0]>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

export const NO_PARAMETERS = parameters({});

export const paging = (most: number, fallback: number) => ({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1, description: 'The page of results.' }),
  pageSize: Type.Integer({ minimum: 1, maximum: most, default: fallback, description: 'Results on a page.' }),
});

export const dataSetVersion = Type.Optional(
  Type.String({ description: 'A version such as 1.0, or the newest of several: 1.*. The newest of all unless told.' }),
);

/** The query of an address as its schema has it: lists have commas between. @throws ApiRefused which names each that is wrong */
export function readParameters<T extends TObject>(schema: T, query: unknown): Static<T> {
  const values = parameterValues(schema, query);
  refuseIf(checkShape(schema, values, ''));
  return values;
}

/** The same before it is checked. */
export function parameterValues<T extends TObject>(schema: T, query: unknown): Static<T> {
  const properties = schema.properties as Record<string, { readonly default?: unknown; readonly type?: string }>;
  const defaults = Object.entries(properties).filter(([, each]) => each.default !== undefined);
  const given = Object.entries(query as Record<string, string | string[]>);
  return Object.fromEntries([
    ...defaults.map(([name, each]) => [name, each.default]),
    ...given.map(([name, text]) => [
      name,
      readValue(Object.hasOwn(properties, name) ? properties[name]?.type : undefined, text),
    ]),
  ]) as Static<T>;
}

/** @throws ApiRefused when there are errors */
export function refuseIf(errors: readonly ApiError[]): void {
  if (errors.length > 0) throw new ApiRefused(400, errors);
}

function readValue(type: string | undefined, text: string | string[]): unknown {
  if (type === 'array') return [text].flat().flatMap((each) => each.split(',').map((item) => item.trim()));
  if (typeof text !== 'string') return text;
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
