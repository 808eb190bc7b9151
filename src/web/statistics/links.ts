/** A link of a page of statistics. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** The pages of statistics, as each of them links to the others. */
export const STATISTICS_PAGES: readonly Link[] = [
  { text: 'Headlines', href: '/statistics' },
  { text: 'Areas', href: '/statistics/areas' },
  { text: 'Releases', href: '/statistics/releases' },
  { text: 'Data', href: '/statistics/data' },
  { text: 'Methodology', href: '/statistics/methodology' },
  { text: 'Data guidance', href: '/statistics/data-guidance' },
];

export const areaAddress = (code: string): string => `/statistics/areas/${code}`;
export const releaseAddress = (id: string): string => `/statistics/releases/${id}`;
