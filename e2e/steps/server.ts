import type { PlainClient } from '../plain-client.ts'
import { plainClient } from '../plain-client.ts'

type Login = { url: string; user: string; password: string }

/** What another program does on a server, and what it finds there. */
export type OtherProgram = {
  ask: PlainClient
  put: (url: string, text: string) => Promise<void>
  remove: (url: string) => Promise<void>
  /** The text of every object of a collection. */
  texts: (collection: string) => Promise<string[]>
  /** Their titles, sorted. */
  titles: (collection: string) => Promise<string[]>
}

export function otherProgram(login: Login): OtherProgram {
  const ask = plainClient(login.user, login.password)
  const expectDone = (method: string, url: string, status: number): void => {
    if (status < 200 || status > 299) throw new Error(`${method} ${url}: ${status}`)
  }
  const texts = async (collection: string): Promise<string[]> => {
    const { status, body } = await ask('PROPFIND', collection, '', { depth: '1' })
    expectDone('PROPFIND', collection, status)
    const hrefs = [...body.matchAll(/<(?:[\w-]+:)?href>([^<]+\.(?:ics|vcf))</g)].map(([, href]) => href ?? '')
    const objects = [...new Set(hrefs)].map((href) => ask('GET', new URL(href, collection).href))
    return (await Promise.all(objects)).filter((each) => each.status === 200).map((each) => each.body)
  }
  return {
    ask,
    async put(url, text) {
      const type = url.endsWith('.vcf') ? 'text/vcard' : 'text/calendar'
      const { status } = await ask('PUT', url, text, { 'content-type': `${type}; charset=utf-8` })
      expectDone('PUT', url, status)
    },
    async remove(url) {
      const { status } = await ask('DELETE', url)
      expectDone('DELETE', url, status)
    },
    texts,
    async titles(collection) {
      const titles = (await texts(collection)).map((text) => /^(?:SUMMARY|FN):(.*?)\r?$/m.exec(text)?.[1] ?? '')
      return titles.toSorted((a, b) => a.localeCompare(b))
    },
  }
}
