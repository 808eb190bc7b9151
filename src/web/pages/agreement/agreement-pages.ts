import type { Page } from '../../page.ts';
import { agree, check } from './check-pages.ts';
import * as connection from './connection-pages.ts';
import * as journey from './journey-pages.ts';
import * as outcome from './outcome-pages.ts';
import { page } from './page.ts';
import * as pause from './pause-pages.ts';
import * as withdraw from './withdraw-pages.ts';

/** Every page of a school's agreement. */
export const AGREEMENT_PAGES: readonly Page[] = [
  page,
  ...Object.values(journey),
  check,
  agree,
  ...Object.values(outcome),
  ...Object.values(withdraw),
  ...Object.values(pause),
  ...Object.values(connection),
];
