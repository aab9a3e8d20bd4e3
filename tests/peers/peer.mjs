// A peer with a Corestore that does as it is told. Usage: node peer.mjs DIRECTORY [PRIMARY_KEY_HEX]
// Commands on stdin are { "do": one of the actions below, "core": key in hex, … }; the end of stdin ends the peer.
import b4a from 'b4a'
import Hyperbee from 'hyperbee'
import { commands, print } from './lines.mjs'
import { Store } from './store.mjs'

const store = new Store(...process.argv.slice(2))
const bee = (core) => new Hyperbee(core, { keyEncoding: 'utf-8', valueEncoding: 'utf-8' })
const hex = (bytes) => b4a.toString(bytes, 'hex')
const encrypted = (key) => key ? { encryption: { key: b4a.from(key, 'hex') } } : {}
const state = async (core) => ({ key: hex(core.key), length: core.length, fork: core.fork, treeHash: hex(await core.treeHash()) })
const collect = async (items) => { const all = []; for await (const item of items) all.push(item); return all }
const grown = async (core, length) => { while (core.length < length) await new Promise((resolve) => core.once('append', resolve)) }

const actions = {
  create: async (_, { name, encryptionKey }) => state(await store.open({ name, ...encrypted(encryptionKey) })),
  open: async (_, { key, encryptionKey }) => state(await store.open({ key: b4a.from(key, 'hex'), ...encrypted(encryptionKey) })),
  listen: async () => ({ port: await store.listen() }),
  dial: (_, { port }) => store.dial(port),
  hangUp: async () => { for (const socket of store.sockets) socket.destroy() },
  append: async (core, { blocks }) => { await core.append(blocks.map((block) => b4a.from(block, 'hex'))) },
  batch: async (core, { operations }) => {
    const batch = bee(core).batch()
    for (const [name, ...args] of operations) await batch[name](...args)
    await batch.flush()
  },
  grown: (core, { length }) => grown(core, length),
  blocks: async (core) => ({ blocks: (await Promise.all(Array.from({ length: core.length }, (_, i) => core.get(i)))).map(hex) }),
  entries: async (core, { range }) => ({ entries: await collect(bee(core).createReadStream(range)) })
}
const answer = async (core, command) => ({ ...await actions[command.do](core, command), ...core && await state(core) })

for await (const command of commands()) print(await answer(store.cores.get(command.core), command).catch((error) => ({ error: error.message })))
await store.corestore.close()
process.exit(0)
