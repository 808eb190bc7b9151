import { inWords } from '../../../domain/sessions/in-words.ts';
import { momentText } from '../../../domain/sessions/times.ts';
import type { DataSet } from '../../../publish/released/data-set.ts';
import type { ReleaseFacts } from '../../../publish/released/released-files.ts';
import type { WideArea } from '../../../publish/released/wide-file.ts';
import { link, type Words } from '../../document.ts';
import { filesSection } from '../../statistics/files-section.ts';
import { releaseAddress } from '../../statistics/links.ts';
import type { ReleaseFigures } from '../../statistics/released.ts';
import { revisionsSection } from '../../statistics/revisions-section.ts';
import { weekSection, yearSection } from '../statistics/view-model.ts';

interface Parts {
  readonly figures: ReleaseFigures;
  readonly nation: WideArea;
  readonly persistent: DataSet | null;
  readonly revisions: DataSet | null;
  /** The newest release. */
  readonly latest: ReleaseFacts;
}

/** Every word and number of the page of a release. */
export function makeRelease({ figures, nation, persistent, revisions, latest }: Parts) {
  const { release, year } = figures;
  const changed = revisionsSection(revisions);
  return {
    title: `Release ${release.id} of attendance statistics`,
    heading: `Release ${release.id}`,
    caption: `Attendance statistics, academic year ${year.label}`,
    release: [
      `Published at ${momentText(release.publishedAt)}, of registers to ${inWords(release.asOf)} as they stood when the release was made.`,
    ] satisfies Words,
    notice: noticeOf(release, latest),
    sections: [
      weekSection(figures, nation),
      yearSection(figures, nation, persistent),
      ...(changed ? [changed] : []),
      filesSection(release),
    ],
  };
}

/** What was wrong before a correction, and that there is a newer release. */
function noticeOf(release: ReleaseFacts, latest: ReleaseFacts): Words | null {
  const correction = release.note === null ? '' : `This release is a correction: ${release.note} `;
  if (latest.id === release.id) return correction === '' ? null : [correction.trimEnd()];
  return [
    `${correction}There is a newer release: `,
    link(`release ${latest.id}`, releaseAddress(latest.id)),
    `, with figures to ${inWords(latest.asOf)}.`,
  ];
}
