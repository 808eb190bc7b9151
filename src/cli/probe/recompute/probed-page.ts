import type { Database, Scope } from '../../../store/database.ts';
import type { Random } from '../../reconcile/random.ts';
import type { RawSchool } from './raw-school.ts';
import type { ExpectedPage } from './reference/expected.ts';
import type { ShownTable } from './shown-table.ts';

/** Who asks a page about which school. */
export interface Asking {
  readonly random: Random;
  readonly school: RawSchool;
  /** The login under which pages are read. */
  readonly viewer: Database;
  readonly scope: Scope;
  readonly sensitive: boolean;
}

/** Who asks a page about several schools. */
export interface AskingArea extends Omit<Asking, 'school'> {
  readonly schools: readonly RawSchool[];
}

/** A page as it was shown, and as it was worked out. */
export interface AskedPage {
  /** Below the school's own. */
  readonly address: string;
  readonly expected: ExpectedPage;
  readonly shown: readonly ShownTable[];
  /** Differences that are no table's. */
  readonly wrong?: readonly string[];
  /** Figures that were compared already. */
  readonly more?: number;
}

/** Draws an address of one page, reads it, and works it out. Null when the school has no such page. */
export type AskPage = (asking: Asking) => Promise<AskedPage | null>;
export type AskAreaPage = (asking: AskingArea) => Promise<AskedPage | null>;

/** A page whose figures are worked out, and how often it is asked for at each school, or area. */
export interface ProbedPage<Ask = AskPage> {
  readonly name: string;
  readonly times: number;
  readonly ask: Ask;
}
