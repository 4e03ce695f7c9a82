import type { Context } from './context.ts'
import { failure, type Answer } from './exchange/answer.ts'
import type { DavRequest } from './exchange/request.ts'
import { copyOrMove } from './methods/copy-move.ts'
import { remove } from './methods/delete.ts'
import { get } from './methods/get.ts'
import { mkcol } from './methods/mkcol.ts'
import { ALLOWED, options } from './methods/options.ts'
import { propfind } from './methods/propfind.ts'
import { proppatch } from './methods/proppatch.ts'
import { put } from './methods/put.ts'
import { report } from './methods/report.ts'

type Method = (request: DavRequest, context: Context) => Answer | Promise<Answer>

const methods: Readonly<Record<string, Method>> = {
  OPTIONS: options,
  GET: get,
  HEAD: get,
  PUT: put,
  DELETE: remove,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  MKCOL: mkcol,
  MKCALENDAR: mkcol,
  COPY: copyOrMove,
  MOVE: copyOrMove,
  REPORT: report,
}

/** Answers a request of an authenticated user. */
export function dispatch(request: DavRequest, context: Context): Answer | Promise<Answer> {
  const method = methods[request.method]
  if (method === undefined) throw failure(405, `This server does not do ${request.method}.`, { Allow: ALLOWED })
  return method(request, context)
}
