// A Corestore on loopback TCP connections. Nothing here ever asks a DHT.
import net from 'node:net'
import b4a from 'b4a'
import Corestore from 'corestore'

export class Store {
  constructor (directory, primaryKey) {
    this.corestore = new Corestore(directory, primaryKey ? { primaryKey: b4a.from(primaryKey, 'hex'), unsafe: true } : {})
    this.cores = new Map()
    this.sockets = new Set()
  }

  async open (options) {
    const core = this.corestore.get(options)
    await core.ready()
    this.cores.set(b4a.toString(core.key, 'hex'), core)
    return core
  }

  listen () {
    const server = net.createServer((socket) => this.replicate(socket, false))
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
  }

  dial (port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(this.replicate(socket, true))).once('error', reject)
    })
  }

  replicate (socket, isInitiator) {
    const stream = this.corestore.replicate(isInitiator)
    for (const end of [socket, stream]) end.on('error', (error) => { console.error(error.message); socket.destroy() })
    this.sockets.add(socket.once('close', () => this.sockets.delete(socket)))
    stream.pipe(socket).pipe(stream)
  }
}
