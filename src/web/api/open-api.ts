import { type TObject, type TSchema, Type } from 'typebox';
import { Facets } from '../../publish/query/criteria.ts';
import type { Call } from './call.ts';
import { PUBLICATION } from './data-sets.ts';
import { Problem } from './problem.ts';
import { QueryBody } from './read-query-body.ts';
import { markInvented } from './views.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Criteria hold criteria, which no schema can say without a name. */
const CRITERIA = {
  description: 'What results must be: facets, or other criteria joined.',
  oneOf: [
    ref('Facets'),
    ...['and', 'or'].map((name) => joined(name, { type: 'array', minItems: 1, items: ref('Criteria') })),
    joined('not', ref('Criteria')),
  ],
};
function joined(name: string, schema: object) {
  return { type: 'object', required: [name], properties: { [name]: schema }, additionalProperties: false };
}

const json = (schema: object) => ({ 'application/json': { schema } });
const problem = (description: string) => ({ description, content: json(ref('Problem')) });
const RETRY_AFTER = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };

/** The description of the API (OpenAPI 3.1), made from the calls themselves. @param url where the API is */
export function describeApi(calls: readonly Call[], url: string, invented: boolean): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const call of calls) (paths[call.path] ??= {})[call.method.toLowerCase()] = describeCall(call);
  return {
    openapi: '3.1.0',
    info: { title: PUBLICATION.title, version: '1.0.0', description: markInvented(PUBLICATION.summary, invented) },
    servers: [{ url }],
    paths,
    components: { schemas: { Problem, Facets, Criteria: CRITERIA } },
  };
}

function describeCall({ method, path, summary, query, body, answer }: Call) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-z]+([a-z])/gi, (_all, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary,
    parameters: [...inPath, ...describeParameters(query)],
    ...(body && { requestBody: { required: true, content: json(withCriteria(body)) } }),
    responses: {
      200: {
        description: summary,
        headers: { ETag: { schema: { type: 'string' } } },
        content: answer ? json(answer) : { 'text/csv': { schema: { type: 'string' } } },
      },
      ...(method === 'GET' && { 304: { description: 'Nothing has changed since the answer with this ETag.' } }),
      400: problem('The request is not of the form that is wanted; each wrong field is named.'),
      404: problem('There is none of this id.'),
      ...(body && {
        413: problem('The question is too long.'),
        415: problem('The question is not sent as application/json.'),
      }),
      429: { ...problem('Too many requests from one address.'), headers: RETRY_AFTER },
    },
  };
}

const describeParameters = ({ properties }: TObject) =>
  Object.entries(properties as Record<string, TSchema & { readonly description?: string; readonly type?: string }>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      ...(description !== undefined && { description }),
      ...(schema.type === 'array' && { style: 'form', explode: false }),
      schema,
    }),
  );

const withCriteria = (body: TSchema) =>
  body === QueryBody ? Type.Object({ ...QueryBody.properties, criteria: Type.Unsafe(ref('Criteria')) }) : body;
