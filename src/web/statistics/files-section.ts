import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import { fileAddress } from '../released-files.ts';
import { fileWords, inOrder, sizeWords } from './file-words.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, wordsCell } from './stat-table.ts';

/** The files of a release, each with what it is, its size and its digest. */
export const filesSection = ({ id, files }: ReleasedFiles): StatSection =>
  makeSection({
    id: 'files',
    heading: 'Files',
    text: [
      'Files are never changed once they are published: what is wrong is corrected in a release of its own. The digest (SHA-256) shows that a copy is whole.',
    ],
    tables: [
      drawTable({
        id: 'files',
        caption: `Files of release ${id}`,
        heads: ['File', 'What it is, and its digest', 'Size'],
        rows: inOrder(files).map(({ name, bytes, digest }) => ({
          head: name,
          href: fileAddress(id, name),
          cells: [
            { ...wordsCell(fileWords(name)), base: digest },
            { ...wordsCell(sizeWords(bytes)), numeric: true },
          ],
        })),
      }),
    ],
  });
