/** The few globals that Node, the renderers and the workers share; everything else must come as an argument. */
declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  pathname: string
  search: string
  hash: string
  username: string
  password: string
}
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare const crypto: { randomUUID(): string }
declare class TextDecoder {
  constructor(label?: string)
  decode(bytes: Uint8Array): string
}
