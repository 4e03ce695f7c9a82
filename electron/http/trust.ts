import tls from 'node:tls'

/**
 * What TLS connections are checked against: the given authorities, or else the built-in ones and those of the operating system where
 * the runtime can read them (Node 22.15), since companies sign their inner servers themselves. Made once: it is dear.
 *
 * @param authorities PEM certificates to trust in place of all others
 */
export function createTrust(authorities: readonly string[] | undefined): tls.SecureContext {
  if (authorities !== undefined) return tls.createSecureContext({ ca: [...authorities] })
  if (typeof tls.getCACertificates !== 'function') return tls.createSecureContext()
  return tls.createSecureContext({ ca: [...tls.getCACertificates('default'), ...tls.getCACertificates('system')] })
}
