import { inWords, withoutDay } from '../../domain/sessions/in-words.ts';
import type { ReleaseInMaking } from '../more-files.ts';
import { type Figure, figureText, hundredths } from './figure.ts';
import { type PackSection, type PackTable, partnersPack, type Sentence } from './partners-pack.ts';
import type { PublishedRows } from './published-rows.ts';
import { titleOf } from './write-statistics-workbook.ts';

const STYLE = `
body { font-family: Arial, sans-serif; font-size: 1rem; line-height: 1.5; color: #0b0c0c; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; } h2 { font-size: 1.4rem; margin-top: 2.5rem; border-top: 2px solid #1d70b8; padding-top: 0.75rem; }
a { color: #1d70b8; } a:focus { outline: 3px solid #ffdd00; color: #0b0c0c; background: #ffdd00; }
.invented { border: 3px solid #0b0c0c; padding: 0.5rem 1rem; font-weight: bold; }
.scroll { overflow-x: auto; margin: 1.5rem 0; } .scroll:focus { outline: 3px solid #ffdd00; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding-bottom: 0.5rem; }
th, td { border-bottom: 1px solid #b1b4b6; padding: 0.35rem 0.75rem 0.35rem 0; text-align: left; vertical-align: top; }
td, thead th + th { text-align: right; font-variant-numeric: tabular-nums; } td { white-space: nowrap; } tbody th { font-weight: normal; }
.bar { display: inline-block; vertical-align: middle; margin-right: 0.5rem; } .bar rect { fill: #1d70b8; }
@media (max-width: 40rem) { .bar { display: none; } }
@media print { body { max-width: none; font-size: 10pt; } nav { display: none; } .scroll { overflow: visible; } tr { break-inside: avoid; } h2, caption { break-after: avoid; } }
`;
const BAR = { width: 120, height: 12 } as const;

/**
 * The pack for partners as one page that stands alone: it is read in any browser, printed and sent on, with commentary, and bars beside the figures that
 * they show. The same tables and facts give the same bytes.
 */
export function writePartnersPack(facts: ReleaseInMaking, published: PublishedRows): string {
  const sections = partnersPack(published);
  const title = `Attendance for partners: ${titleOf(facts)}`;
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
${facts.invented ? '<p class="invented">Invented data: no school and no child is real.</p>\n' : ''}<p>Release ${escapeHtml(facts.id)}, due on ${inWords(londonDay(facts.dueAt))}. Figures to ${withoutDay(facts.asOf)}.</p>
</header>
<nav aria-label="Contents">
<ul>
${sections.map(({ id, heading }) => `<li><a href="#${id}">${escapeHtml(heading)}</a></li>`).join('\n')}
<li><a href="#about">About these figures</a></li>
</ul>
</nav>
<main>
${sections.map(sectionHtml).join('\n')}
<section aria-labelledby="about">
<h2 id="about">About these figures</h2>
<p>Each figure is one that the files of this release show, or a difference between two of them. So no school can be told from this page that cannot be told from the files.</p>
<p>“Hidden” means that a figure is not published, so that nothing can be told of a school or a child. Absence is per cent of possible sessions, which are mornings and afternoons. Differences are in percentage points, from the rates as they are shown.</p>
<p>Open Government Licence v3.0.</p>
</section>
</main>
</body>
</html>
`;
}

const sectionHtml = ({ id, heading, sentences, tables }: PackSection): string =>
  `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(heading)}</h2>
${sentences.map((sentence) => `<p>${escapeHtml(sentenceText(sentence))}</p>`).join('\n')}
${tables.map(tableHtml).join('\n')}
</section>`;

/** A sentence as it is read. */
export const sentenceText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : figureText(part))).join('');

function tableHtml({ caption, head, columns, rows, drawn }: PackTable): string {
  const most = drawn === null ? 0 : Math.max(...rows.map(({ figures }) => hundredths(figures[drawn]!) ?? 0));
  const cells = (figures: readonly Figure[]) =>
    figures.map((figure, at) => `<td>${at === drawn ? bar(figure, most) : ''}${escapeHtml(figureText(figure))}</td>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">
<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr><th scope="col">${escapeHtml(head)}</th>${columns.map((words) => `<th scope="col">${escapeHtml(words)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr><th scope="row">${escapeHtml(row.head)}</th>${cells(row.figures).join('')}</tr>`).join('\n')}
</tbody>
</table>
</div>`;
}

/** The figure beside it as a length, from nothing to the most of its column. */
function bar(figure: Figure, most: number): string {
  const value = hundredths(figure);
  if (value === null || most === 0) return '';
  const width = ((value / most) * BAR.width).toFixed(1);
  return `<svg class="bar" width="${BAR.width}" height="${BAR.height}" aria-hidden="true"><rect width="${width}" height="${BAR.height}"/></svg>`;
}

const londonDay = (at: Date): string => at.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
