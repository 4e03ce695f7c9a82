import { cacheDatabase, type CacheDatabase } from './database.ts'

/**
 * Opens the cache, making it anew when it is not there or cannot be opened.
 *
 * @param readAll reads what a start needs; a failure of it is taken for damage too
 */
export async function openDatabase<Value>(
  readAll: (database: CacheDatabase) => Promise<Value>,
): Promise<{ value: Value; fresh: boolean }> {
  try {
    return await open(readAll)
  } catch {
    await cacheDatabase().delete()
    return open(readAll)
  }
}

async function open<Value>(
  readAll: (database: CacheDatabase) => Promise<Value>,
): Promise<{ value: Value; fresh: boolean }> {
  const database = cacheDatabase()
  try {
    await database.open()
    const fresh = (await database.meta.get('pages')) === undefined
    if (fresh) await database.meta.put({ key: 'pages', value: 0 })
    return { value: await readAll(database), fresh }
  } catch (error) {
    database.close()
    throw error
  }
}
