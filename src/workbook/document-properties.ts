import { sanitizeTextContent } from 'write-excel-file/utility';
import type { WorkbookFeature } from './workbook-feature.ts';

/** What a screen reader is told of the document before it is read. */
export interface DocumentProperties {
  readonly title: string;
  readonly description: string;
  readonly creator: string;
  readonly at: Date;
}

const PATH = 'docProps/core.xml';

/** Gives the workbook its title, and its language: British English. */
export const documentProperties = ({ title, description, creator, at }: DocumentProperties): WorkbookFeature => ({
  files: {
    transform: {
      '[Content_Types].xml': {
        insert: () =>
          `<Override ContentType="application/vnd.openxmlformats-package.core-properties+xml" PartName="/${PATH}"/>`,
      },
      '_rels/.rels': {
        insert: () =>
          `<Relationship Id="rId-properties-1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="${PATH}"/>`,
      },
    },
    write: {
      files: () => ({
        [PATH]:
          '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
          '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
          `<dc:title>${sanitizeTextContent(title)}</dc:title><dc:creator>${sanitizeTextContent(creator)}</dc:creator>` +
          `<dc:description>${sanitizeTextContent(description)}</dc:description><dc:language>en-GB</dc:language>` +
          `<dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString()}</dcterms:created></cp:coreProperties>`,
      }),
    },
  },
});
