// ESM with a top-level await: Electron waits for it before `ready`, so the app can still register its schemes.
import { pathToFileURL } from 'node:url'
import load from './load.cjs'

await import(pathToFileURL(load()).href)
