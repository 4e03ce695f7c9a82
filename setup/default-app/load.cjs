'use strict'
// A packaged Electron has no default app. This is one for a republished runtime: it does what Electron's own does with
// the command line, so that `electron path/to/app` and Playwright's launcher work as on an official runtime.
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { app } = require('electron')

function readArguments(argv) {
  const found = { modules: [], application: undefined, print: undefined }
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index]
    if (argument === '-r' || argument === '--require') {
      index += 1
      if (argv[index] !== undefined) found.modules.push(argv[index])
    } else if (argument === '--version' || argument === '-v') {
      found.print = `v${process.versions.electron}`
    } else if (argument === '--abi' || argument === '-a') {
      found.print = process.versions.modules
    } else if (!argument.startsWith('-')) {
      found.application = argument
      break
    }
  }
  return found
}

/** Prepares Electron for the app named on the command line. Returns the file to load, or undefined when all is said. */
module.exports = function load() {
  // Read before the preloaded modules run: Playwright's changes process.argv.
  const { modules, application, print } = readArguments(process.argv.slice(1))
  if (print !== undefined || application === undefined) {
    process.stdout.write(`${print ?? 'Usage: electron [options] path/to/app'}\n`)
    process.exit(print === undefined ? 1 : 0)
  }
  Module._preloadModules(modules)
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  const folder = path.resolve(application)
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (version) app.setVersion(version)
    app.name = productName ?? name ?? app.name
  }
  const file = Module._resolveFilename(folder, null, true)
  app.setAppPath(existsSync(manifest) ? folder : path.dirname(file))
  return file
}
