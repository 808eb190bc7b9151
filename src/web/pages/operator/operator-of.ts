import { operates, type Viewer } from '../../../access/viewer.ts';
import type { PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** The operator who looks. The predicate is asked again here, so that neither wall stands alone; anyone else finds nothing (404). */
export function operatorOf({ viewer }: PageContext): Viewer {
  if (viewer === null || !operates(viewer, {})) throw new RequestRefused(404);
  return viewer;
}
