import { expect, test } from 'vitest'
import { keyLabel, keyName } from './keyboard.ts'

const press = (key: string, held: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

test('Ctrl on a PC and Cmd on a Mac are the same command key', () => {
  expect(keyName(press('k', { ctrlKey: true }), 'linux')).toBe('Mod+k')
  expect(keyName(press('k', { metaKey: true }), 'darwin')).toBe('Mod+k')
})

test('the other platform’s key, and Alt, are left alone', () => {
  expect(keyName(press('k', { ctrlKey: true }), 'darwin')).toBeNull()
  expect(keyName(press('k', { metaKey: true }), 'win32')).toBeNull()
  expect(keyName(press('c', { altKey: true }), 'linux')).toBeNull()
})

test('letters are one, typed large or small; named keys keep their names', () => {
  expect(keyName(press('T'), 'linux')).toBe('t')
  expect(keyName(press('ArrowLeft'), 'linux')).toBe('ArrowLeft')
})

test('keys are shown as they are printed', () => {
  expect(keyLabel('Mod+k', 'darwin')).toEqual(['⌘', 'K'])
  expect(keyLabel('Mod+,', 'linux')).toEqual(['Ctrl', ','])
  expect(keyLabel('Escape', 'linux')).toEqual(['Esc'])
})
