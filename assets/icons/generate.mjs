// Draws icon.svg in every size the three systems want: png/ (Linux), icon.ico (Windows), icon.icns (macOS, with the margin
// its icons have). Run with Electron after changing the drawing: npm run icons
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]
// Apple's four-letter types that hold a PNG, with its size in pixels.
const MAC_TYPES = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic08: 256,
  ic13: 256,
  ic09: 512,
  ic14: 512,
  ic10: 1024,
}
const MAC_FILL = 824 / 1024

const here = import.meta.dirname
const svg = readFileSync(join(here, 'icon.svg'), 'utf8')

async function draw(window, size, fill = 1) {
  const url = await window.webContents.executeJavaScript(`(async () => {
    const image = new Image()
    image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(svg)})
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
    const side = Math.round(${size * fill})
    const edge = Math.round((${size} - side) / 2)
    canvas.getContext('2d').drawImage(image, edge, edge, side, side)
    return canvas.toDataURL('image/png')
  })()`)
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}

function icns(images) {
  const chunk = (type, data) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(8 + data.length, 4)
    return Buffer.concat([head, data])
  }
  return chunk('icns', Buffer.concat(images.map(({ type, png }) => chunk(type, png))))
}

async function generate() {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('about:blank')
  const drawn = (sizes) => Promise.all(sizes.map(async (size) => ({ size, png: await draw(window, size) })))
  mkdirSync(join(here, 'png'), { recursive: true })
  for (const { size, png } of await drawn(LINUX_SIZES)) writeFileSync(join(here, 'png', `${size}x${size}.png`), png)
  writeFileSync(join(here, 'icon.ico'), ico(await drawn(WINDOWS_SIZES)))
  const types = Object.entries(MAC_TYPES)
  const images = await Promise.all(
    types.map(async ([type, size]) => ({ type, png: await draw(window, size, MAC_FILL) })),
  )
  writeFileSync(join(here, 'icon.icns'), icns(images))
}

app
  .whenReady()
  .then(generate)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${error.stack}\n`)
      app.exit(1)
    },
  )
