import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FrameFacts } from './frame.ts';
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

export function createPresenter(render: Render, facts: FrameFacts): Present {
  return (request, reply, template, model, status = 200) => {
    const viewer = request.viewer ?? null;
    const { title } = model as { title?: unknown };
    const frame = makeFrame(
      facts,
      viewer,
      pathOf(request),
      typeof title === 'string' ? title : '',
      viewer ? reply.generateCsrf() : null,
    );
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(render(template, frame, model));
  };
}
