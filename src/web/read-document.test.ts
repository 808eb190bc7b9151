import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from './read-document.ts';

test('headings, paragraphs, lists, tables and links of a Markdown page', () => {
  const document = readDocument(
    '# Words\n\nLead\nin.\n\n## One & two\n\nA **bold** `code` [here](https://gov.uk), [file](other.md).\n\n- first\n- second < third\n\n```sh\ncurl <a>\n```\n\n```json\n{}\n```\n\n### Less\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n',
  );
  assert.equal(document.heading, 'Words');
  assert.deepEqual(document.lead, ['Lead in.']);
  assert.deepEqual(document.contents, [{ text: 'One & two', href: '#one-two' }]);
  assert.deepEqual(document.sections[0]!.blocks, [
    {
      kind: 'paragraph',
      words: ['A ', 'bold', ' ', 'code', ' ', { text: 'here', href: 'https://gov.uk' }, ', ', 'file', '.'],
    },
    { kind: 'bullets', items: [['first'], ['second < third']] },
    { kind: 'code', text: 'curl <a>' },
    { kind: 'code', text: '{}', summary: 'What it answers' },
    { kind: 'subheading', text: 'Less' },
    { kind: 'table', caption: 'a', head: ['a', 'b'], rows: [[['1'], ['2']]] },
  ]);
});
