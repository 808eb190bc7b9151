/** What is published about a school, as far as similar schools are found by it. Null: not published. */
export interface SchoolFacts {
  readonly urn: number;
  readonly name: string;
  /** Under which published statistics count it: Primary, Secondary or Special. */
  readonly phase: string | null;
  readonly pupils: number | null;
  /** Shares of pupils in tenths of a per cent. */
  readonly fsmPermille: number | null;
  readonly senSupportPermille: number | null;
  readonly ehcPlanPermille: number | null;
  readonly laCode: string | null;
  readonly areaName: string | null;
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly place: Place | null;
}

/** Degrees north and east. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}
