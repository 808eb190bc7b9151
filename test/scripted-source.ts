import type { Read, Roll, Source, SourceMark, SourcePupil } from '../src/collection/source.ts';
import type { Half } from '../src/domain/sessions/dates.ts';

/** A source whose every answer a test sets beforehand: the port's simplest adapter, for what collecting does with answers. */
export class ScriptedSource implements Source {
  readonly name = 'scripted';
  readonly filtersByDate: boolean;
  pupils: SourcePupil[] = [];
  expected: number | null = null;
  passedOver = new Set<string>();
  readonly marks = new Map<string, SourceMark>();
  /** Called before each page of marks. */
  beforePage: () => Promise<void> = async () => {};
  pageSize = 50;
  asked = 0;

  constructor(options: { filtersByDate?: boolean } = {}) {
    this.filtersByDate = options.filtersByDate ?? true;
  }

  addPupil(id: number, given: Partial<SourcePupil> = {}): this {
    const characteristics = {
      ncYear: String(7 + (id % 5)),
      gender: id % 2 ? 'F' : 'M',
      ethnicity: 'WBRI',
      lookedAfter: false,
      previouslyLookedAfter: false,
      senSupport: false,
      ehcPlan: false,
      freeSchoolMeals: id % 3 === 0,
    };
    this.pupils.push({
      keys: [`id:${id}`],
      forename: `Forename${id}`,
      surname: `Surname${id}`,
      upn: null,
      onRoll: true,
      characteristics,
      ...given,
    });
    return this;
  }

  set(pupil: number, date: string, half: Half, mark: string | null): this {
    const key = `${pupil} ${date} ${half}`;
    if (mark === null) this.marks.delete(key);
    else this.marks.set(key, { pupilKey: `id:${pupil}`, date, half, mark, updatedAt: null });
    return this;
  }

  async readRoll(): Promise<Roll> {
    this.asked++;
    return { rows: this.pupils, issues: [], expected: this.expected, passedOver: this.passedOver, complete: true };
  }

  async *readMarks({ from, to }: { from: string; to: string }): AsyncGenerator<Read<SourceMark>, void, void> {
    const rows = [...this.marks.values()].filter(({ date }) => date >= from && date <= to);
    for (let start = 0; start < rows.length || start === 0; start += this.pageSize) {
      await this.beforePage();
      yield { rows: rows.slice(start, start + this.pageSize), issues: [] };
    }
  }
}
