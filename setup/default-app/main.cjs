'use strict'
// For a runtime older than Electron 28, which knows no ESM: the app's main must be CommonJS there.
require(require('./load.cjs')())
