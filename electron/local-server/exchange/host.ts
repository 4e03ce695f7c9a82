/**
 * Whether a Host header names this server by its loopback address. A page in a browser that had its own name resolve to 127.0.0.1
 * (DNS rebinding) sends that name here.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const allowed = ['127.0.0.1', 'localhost']
  const lower = host?.toLowerCase()
  return allowed.some((name) => lower === `${name}:${port}` || (port === 80 && lower === name))
}
