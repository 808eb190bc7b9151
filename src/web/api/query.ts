import { Type } from 'typebox';
import type { Criteria, SortAsked } from '../../publish/query/criteria.ts';
import { paging } from './read-parameters.ts';

/** A question about a data set. */
export interface Query {
  readonly criteria: Criteria | null;
  readonly indicators: readonly string[] | null;
  readonly sorts: readonly SortAsked[] | null;
  readonly debug: boolean;
  readonly page: number;
  readonly pageSize: number;
}

const Id = Type.String({ minLength: 1, maxLength: 40 });
/** What a question asks for besides criteria, whichever way it comes. */
export const Indicators = Type.Array(Id, {
  minItems: 1,
  description: 'Ids of indicators whose values are wanted; else all.',
});
export const QUERY_PAGING = paging(10_000, 1000);
export const Debug = Type.Boolean({ default: false, description: 'Labels beside ids, to find out what is what.' });
