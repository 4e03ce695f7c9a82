/** Whether a URL's host can only be this computer: localhost and its subdomains (RFC 6761 §6.3), 127.0.0.0/8 and ::1. */
export const isLoopback = (url: URL): boolean =>
  /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
