import type { DavConnection } from '../dav/connection.ts'

async function* counted(body: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    onBytes(chunk.length)
    yield chunk
  }
}

/** The same connection, telling how many body bytes of its answers were read. */
export const metered = (connection: DavConnection, onBytes: (bytes: number) => void): DavConnection => ({
  ...connection,
  http: {
    ...connection.http,
    request: async (request) => {
      const response = await connection.http.request(request)
      return { ...response, body: counted(response.body, onBytes) }
    },
  },
})
