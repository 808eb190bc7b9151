/** Where now comes from. One clock is made in `main.ts` and handed down; no test depends on the machine's. */
export interface Clock {
  now(): Date;
}
