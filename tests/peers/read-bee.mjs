// Reads a bee from a peer over TCP: one entry a line, then { "length", "treeHash" }. Usage: node read-bee.mjs HOST PORT KEY [--follow]
// KEY in hex or z-base-32. With --follow it goes on with every later put and delete, until the peer hangs up.
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import b4a from 'b4a'
import Hypercore from 'hypercore'
import Hyperbee from 'hyperbee'
import { print } from './lines.mjs'

const [host, port, key, option] = process.argv.slice(2)
if (!key) { console.error('usage: node read-bee.mjs HOST PORT KEY [--follow]'); process.exit(2) }
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'read-bee-'))
process.on('exit', () => fs.rmSync(directory, { recursive: true, force: true }))

const core = new Hypercore(directory, key)
await core.ready()
const socket = net.connect(Number(port), host)
const stream = core.replicate(true)
const fail = (error) => { console.error(error.message); process.exit(1) }
for (const end of [socket, stream]) end.once('error', fail)
socket.once('close', () => option === '--follow' ? process.exit(0) : fail(new Error('The peer hung up before the end.')))
stream.pipe(socket).pipe(stream)

while (core.length === 0) await new Promise((resolve) => core.once('append', resolve))
const bee = new Hyperbee(core, { keyEncoding: 'utf-8', valueEncoding: 'utf-8' })
const snapshot = bee.snapshot()
for await (const entry of snapshot.createReadStream()) print(entry)
const { version } = snapshot
print({ length: version, treeHash: b4a.toString(await core.treeHash(version), 'hex') })
if (option === '--follow') for await (const change of bee.createHistoryStream({ gte: version, live: true })) print(change)
process.exit(0)
