import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventText } from './plain-client.ts'
import { localCalendar } from './servers/local-server.ts'
import { hasProgram } from './servers/has-program.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

const event = (uid: string, summary: string): string => eventText({ uid, summary, start: todayAt(9), end: todayAt(10) })

if (!hasProgram('vdirsyncer')) console.log('vdirsyncer is not on this machine: its round trip is left out')
else
  test('vdirsyncer, a program by other people, synchronises with the local server both ways', async ({
    profile,
    localServer,
  }) => {
    const folder = join(profile, 'events')
    await mkdir(folder)
    const config = join(profile, 'config')
    const lines = {
      general: { status_path: join(profile, 'status') },
      'pair trip': { a: 'here', b: 'there', collections: null, conflict_resolution: 'a wins' },
      'storage here': { type: 'filesystem', path: folder, fileext: '.ics' },
      'storage there': {
        type: 'caldav',
        url: localCalendar(localServer),
        username: localServer.user,
        password: localServer.password,
      },
    }
    await writeFile(
      config,
      Object.entries(lines)
        .flatMap(([section, values]) => [
          `[${section}]`,
          ...Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
        ])
        .join('\n'),
    )
    const vdirsyncer = (command: string) => promisify(execFile)('vdirsyncer', ['--config', config, command, 'trip'])
    const titlesHere = async (): Promise<string[]> => {
      const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'))
      const titles = (await Promise.all(texts)).map((text) => /SUMMARY:(.*?)\r?\n/.exec(text)?.[1] ?? '')
      return titles.toSorted((a, b) => a.localeCompare(b))
    }
    const other = otherProgram(localServer)
    const calendar = localCalendar(localServer)

    await other.put(`${calendar}theirs.ics`, event('theirs', 'Theirs'))
    await writeFile(join(folder, 'ours.ics'), event('ours', 'Ours'))
    await vdirsyncer('discover')
    await vdirsyncer('sync')
    expect(await titlesHere()).toEqual(['Ours', 'Theirs'])
    expect(await other.titles(calendar)).toEqual(['Ours', 'Theirs'])

    await writeFile(join(folder, 'ours.ics'), event('ours', 'Ours, changed'))
    await other.remove(`${calendar}theirs.ics`)
    await vdirsyncer('sync')
    expect(await titlesHere()).toEqual(['Ours, changed'])
    expect(await other.titles(calendar)).toEqual(['Ours, changed'])
  })
