import { cacheDatabase, type CacheDatabase } from './database.ts'

/**
 * Opens the cache, making it anew when it is not there or cannot be opened.
 *
 * @param readAll reads what a start needs; a failure of it is taken for damage too
 * @param onLost hears when it was closed under us, as by its deletion
 */
export async function openDatabase<Value>(
  readAll: (database: CacheDatabase) => Promise<Value>,
  onLost: () => void,
): Promise<{ value: Value; fresh: boolean }> {
  try {
    return await open(readAll, onLost)
  } catch {
    await cacheDatabase(false).delete()
    return open(readAll, onLost)
  }
}

async function open<Value>(
  readAll: (database: CacheDatabase) => Promise<Value>,
  onLost: () => void,
): Promise<{ value: Value; fresh: boolean }> {
  const database = cacheDatabase(false)
  try {
    await database.open()
    const fresh = (await database.meta.get('pages')) === undefined
    if (fresh) await database.meta.put({ key: 'pages', value: 0 })
    const value = await readAll(database)
    database.on('close', onLost)
    return { value, fresh }
  } catch (error) {
    database.close()
    throw error
  }
}
