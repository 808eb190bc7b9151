import type { TObject, TSchema } from 'typebox';

/** What a call is answered from. */
export interface Asked {
  /** By their names in the address. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

/** An answer: what it was made from, by which one that the asker has already is told, and how to make it. */
export interface Answer {
  /** Ids and digests of all that the answer is made from, besides the question. */
  readonly from: readonly string[];
  readonly make: () => unknown;
}

/** A file as it is kept, compressed. */
export class KeptFile {
  readonly name: string;
  readonly gzip: Buffer;
  constructor(name: string, gzip: Buffer) {
    this.name = name;
    this.gzip = gzip;
  }
}

/** A call of the API: routes and openapi.json are both made from these. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** `/data-sets/{dataSetId}/meta` */
  readonly path: string;
  readonly summary: string;
  /** The parameters in its address. */
  readonly query: TObject;
  readonly body?: TSchema;
  /** Of its answer; absent for a file. */
  readonly answer?: TSchema;
  readonly run: (asked: Asked) => Promise<Answer>;
}
