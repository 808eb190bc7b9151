import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import type { Frame, FrameFacts } from './frame.ts';
import { makeFrame } from './frame.ts';
import type { Render } from './render.ts';
import { pathOf } from './session.ts';

/** Sends a page: its template with its model, in the frame that fits who is looking. */
export type Present = (
  request: FastifyRequest,
  reply: FastifyReply,
  template: string,
  model: object,
  status?: number,
) => FastifyReply;

export function createPresenter(render: Render, facts: FrameFacts, clock: Clock): Present {
  return (request, reply, template, model, status = 200) => {
    const viewer = request.viewer ?? null;
    const { title, schoolName } = model as { title?: unknown; schoolName?: unknown };
    // A session that has just been ended has no token to give.
    const signedIn = viewer !== null && request.session?.person !== undefined;
    const frame = makeFrame(facts, signedIn ? viewer : null, {
      path: pathOf(request),
      title: typeof title === 'string' ? title : '',
      schoolName: typeof schoolName === 'string' ? schoolName : null,
      csrfToken: signedIn ? reply.generateCsrf() : null,
      now: clock.now().getTime(),
      sessionEndsAt: signedIn ? request.sessionEndsAt : null,
    });
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(render(template, status < 400 ? frame : withoutWayBack(frame), model));
  };
}

/** The address of what is not there, or was refused, is nobody's to come back to; it may hold anything. */
const withoutWayBack = (frame: Frame): Frame => ({
  ...frame,
  session: frame.session && { ...frame.session, stay: '/session' },
});
