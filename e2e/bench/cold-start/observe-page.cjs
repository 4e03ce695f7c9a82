'use strict'
// Tells each animation frame in which other events stood in the page than in the frame before.
const { ipcRenderer } = require('electron')

let shown = 0
new MutationObserver(() => {
  const events = document.querySelectorAll('[data-key]').length
  if (events === shown) return
  shown = events
  requestAnimationFrame(() =>
    ipcRenderer.send('bench:frame', { at: performance.timeOrigin + performance.now(), events }),
  )
}).observe(document, { subtree: true, childList: true })
