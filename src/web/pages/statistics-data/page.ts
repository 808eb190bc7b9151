import { anyone } from '../../../access/viewer.ts';
import type { ReleasedFiles } from '../../../publish/released/released-files.ts';
import type { Page } from '../../page.ts';
import { filesSection } from '../../statistics/files-section.ts';
import { nothingPublished, releaseLine } from '../../statistics/release-line.ts';
import { makeSection } from '../../statistics/section.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';

const TITLE = 'Data of the attendance statistics';

/** The files of the newest release, and the way to the API. Open to anyone. */
export const page: Page = {
  name: 'Data of the attendance statistics',
  path: '/statistics/data',
  may: anyone,
  keeps: true,
  handle: async (context) => ({
    template: 'layout/statistics.njk',
    model: makeData(await publishedOf(context).releases.latest(), context.clock.now()),
  }),
};

/** Every word of the page of data. */
export const makeData = (latest: ReleasedFiles | null, now: Date) => ({
  title: TITLE,
  heading: TITLE,
  lead: 'Everything that these pages show, and more, as files and through an API.',
  release: latest ? releaseLine(latest, now) : null,
  empty: latest ? null : nothingPublished(now),
  sections: [
    ...(latest ? [filesSection(latest)] : []),
    makeSection({
      id: 'api',
      heading: 'API',
      text: [
        'The same data sets can be asked by program: publications, data sets, their metadata and queries, after the Department for Education’s statistics API. No key is needed.',
      ],
      links: [
        { text: 'What can be asked: /api/statistics/v1/publications', href: '/api/statistics/v1/publications' },
        { text: 'Description of the API (OpenAPI)', href: '/api/statistics/v1/openapi.json' },
      ],
    }),
    makeSection({
      id: 'use',
      heading: 'Using the data',
      text: [
        'The statistics may be used under the Open Government Licence v3.0: say where they are from, with the number of the release.',
      ],
      links: [
        { text: 'Data guidance: files, columns and symbols', href: '/statistics/data-guidance' },
        { text: 'Methodology: how the figures are made', href: '/statistics/methodology' },
        { text: 'Files of earlier releases', href: '/statistics/releases' },
        {
          text: 'Open Government Licence v3.0',
          href: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
        },
      ],
    }),
  ],
});
