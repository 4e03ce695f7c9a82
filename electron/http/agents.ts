import http from 'node:http'
import https from 'node:https'
import { Socket } from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { DavError } from '../../shared/model/dav-error.ts'
import type { Lane } from './exchange.ts'
import type { Proxy } from './proxy.ts'
import { createTrust } from './trust.ts'

/** Connections to one host: held requests must never take the place of ordinary ones. */
const connectionsPerHost: Record<Lane, number> = { work: 4, held: 2 }

/** An agent that reaches TLS hosts through an HTTP proxy's CONNECT (RFC 9110 §9.3.6). */
function createTunnelAgent(proxy: Proxy, options: https.AgentOptions): https.Agent {
  const agent = new https.Agent(options)
  agent.createConnection = (target, callback) => {
    const authority = `${target.host?.includes(':') === true ? `[${target.host}]` : target.host}:${target.port}`
    const connect = http.request({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
      agent: false,
    })
    const fail = (error: Error): void => callback?.(error, new Socket())
    connect.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        callback?.(null, tls.connect({ ...options, socket, servername: target.servername ?? target.host ?? '' }))
        return
      }
      socket.destroy()
      const status = answer.statusCode === 407 ? 'it wants a password' : `it answered ${answer.statusCode}`
      fail(
        new DavError(
          'unreachable',
          `The proxy ${proxy.host} did not let the request to ${authority} through: ${status}.`,
        ),
      )
    })
    connect.on('error', fail)
    connect.end()
    return undefined
  }
  return agent
}

export type Agents = {
  readonly agentFor: (url: URL, lane: Lane, proxy: Proxy | null) => http.Agent
  readonly close: () => void
}

/** Keep-alive connections, separately for each lane and each proxy. */
export function createAgents(certificateAuthorities: readonly string[] | undefined): Agents {
  const agents = new Map<string, http.Agent>()
  let trust: SecureContext | undefined
  const create = (protocol: string, lane: Lane, proxy: Proxy | null): http.Agent => {
    const options = { keepAlive: true, maxSockets: connectionsPerHost[lane], noDelay: true }
    if (protocol === 'http:') return new http.Agent(options)
    trust ??= createTrust(certificateAuthorities)
    return proxy === null
      ? new https.Agent({ ...options, secureContext: trust })
      : createTunnelAgent(proxy, { ...options, secureContext: trust })
  }
  return {
    agentFor: (url, lane, proxy) => {
      const key = `${url.protocol} ${lane} ${proxy === null ? '' : `${proxy.host}:${proxy.port}`}`
      let agent = agents.get(key)
      if (agent === undefined) agents.set(key, (agent = create(url.protocol, lane, proxy)))
      return agent
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy()
    },
  }
}
