import { DavError } from '../../shared/model/dav-error.ts'

const certificateFailures: Record<string, string> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; is this computer’s clock right?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'an unknown authority signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'an unknown authority signed it',
  UNABLE_TO_GET_ISSUER_CERT: 'an unknown authority signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'an unknown authority signed it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it belongs to another host name',
  CERT_REVOKED: 'it was revoked',
  CERT_UNTRUSTED: 'this computer does not trust it',
  CERT_REJECTED: 'this computer does not trust it',
  INVALID_CA: 'an unknown authority signed it',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_CHAIN_TOO_LONG: 'its chain is too long',
  HOSTNAME_MISMATCH: 'it belongs to another host name',
}

const networkFailures: Record<string, string> = {
  ENOTFOUND: 'there is no host of that name. Check the address.',
  EAI_AGAIN: 'its name could not be looked up. Check the network.',
  ECONNREFUSED: 'nothing answers on that port. Check the address, or try again later.',
  ECONNRESET: 'it closed the connection. Trying again later may help.',
  EPIPE: 'it closed the connection. Trying again later may help.',
  ETIMEDOUT: 'it did not answer in time. Trying again later may help.',
  EHOSTUNREACH: 'the network has no way to it. Check the network.',
  ENETUNREACH: 'the network has no way to it. Check the network.',
  ENETDOWN: 'this computer is offline.',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whether the connection broke without any answer: what a keep-alive connection does when the server closed it meanwhile. */
export const isDeadSocket = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(codeOf(error))

/** Turns what node:http, node:tls and node:dns throw before an answer into a DavError naming the host. */
export function connectionFailure(error: unknown, host: string): DavError {
  if (error instanceof DavError) return error
  const code = codeOf(error)
  const certificate = certificateFailures[code]
  if (certificate !== undefined)
    return new DavError(
      'certificate',
      `The certificate of ${host} is not trusted: ${certificate}. Nothing was sent to it.`,
      { cause: error },
    )
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return new DavError('unreachable', `${host} does not speak TLS on that port. Check the address.`, { cause: error })
  if (code.startsWith('HPE_'))
    return new DavError('not-dav', `${host} does not answer in HTTP. Check the address.`, { cause: error })
  return new DavError(
    'unreachable',
    `${host} could not be reached: ${networkFailures[code] ?? 'the connection failed.'}`,
    { cause: error },
  )
}

/** The same for a body that breaks off. */
export const bodyFailure = (error: unknown, host: string): DavError =>
  error instanceof DavError
    ? error
    : new DavError(
        'truncated',
        `The answer of ${host} broke off before its end. Nothing was changed by it. If it lasts, try again later.`,
        {
          cause: error,
        },
      )
