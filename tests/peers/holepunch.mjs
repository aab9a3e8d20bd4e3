// The JavaScript side of Growr.Benchmarks: the same workloads, on disk, one JSON line each: {name, value, unit}.
// usage: node holepunch.mjs [workload ...]     (default: all)
// Its storage does not sync a write before it says that the write is done; ours always does. The workloads named -synced make up for
// that: they sync its log after each write, so that both sides promise the same.
import Hypercore from 'hypercore'
import Hyperbee from 'hyperbee'
import fs from 'fs'
import os from 'os'
import path from 'path'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'holepunch-bench-'))
let n = 0
const dir = () => path.join(root, String(n++))
const key = i => 'loan/' + String((i * 7919) % 1000003).padStart(8, '0')
const loan = i => ({ projectKey: 'p' + (i % 17), status: 'APPROVED', amount: i * 100, currency: 'KES' })
const out = (name, value, unit) => console.log(JSON.stringify({ name, value: +value.toPrecision(4), unit }))
const rate = async (name, count, unit, fn) => { const t = performance.now(); await fn(); out(name, count / (performance.now() - t) * 1000, unit) }
const syncing = (d) => {
  const log = fs.readdirSync(path.join(d, 'db')).filter(name => name.endsWith('.log')).sort().pop()
  const file = fs.openSync(path.join(d, 'db', log), 'r+')
  return () => fs.fdatasyncSync(file)
}
const blocks = (count, size) => Array.from({ length: count }, (_, i) => Buffer.alloc(size, i))

const workloads = {
  async 'append-one' () {
    const c = new Hypercore(dir()); await c.ready()
    await rate('append-one', 2000, 'blocks/s', async () => { for (let i = 0; i < 2000; i++) await c.append(Buffer.alloc(100, i)) })
  },
  async 'append-one-synced' () {
    const d = dir(); const c = new Hypercore(d); await c.ready(); const sync = syncing(d)
    await rate('append-one-synced', 2000, 'blocks/s', async () => { for (let i = 0; i < 2000; i++) { await c.append(Buffer.alloc(100, i)); sync() } })
  },
  async 'append-batch' () {
    const c = new Hypercore(dir()); await c.ready(); const b = blocks(1000, 100)
    await rate('append-batch', 100000, 'blocks/s', async () => { for (let i = 0; i < 100; i++) await c.append(b) })
    await rate('get-random', 20000, 'blocks/s', async () => { for (let i = 0; i < 20000; i++) await c.get((i * 7919) % 100000) })
  },
  async 'bee-put' () {
    const bee = new Hyperbee(new Hypercore(dir()), { keyEncoding: 'utf-8', valueEncoding: 'json' }); await bee.ready()
    await rate('bee-put', 2000, 'puts/s', async () => { for (let i = 0; i < 2000; i++) await bee.put(key(i), loan(i)) })
  },
  async 'bee-put-synced' () {
    const d = dir(); const bee = new Hyperbee(new Hypercore(d), { keyEncoding: 'utf-8', valueEncoding: 'json' }); await bee.ready(); const sync = syncing(d)
    await rate('bee-put-synced', 2000, 'puts/s', async () => { for (let i = 0; i < 2000; i++) { await bee.put(key(i), loan(i)); sync() } })
  },
  async 'bee-batch' () {
    const bee = new Hyperbee(new Hypercore(dir()), { keyEncoding: 'utf-8', valueEncoding: 'json' }); await bee.ready()
    await rate('bee-batch', 100000, 'puts/s', async () => { for (let k = 0; k < 10; k++) { const b = bee.batch(); for (let i = 0; i < 10000; i++) await b.put(key(k * 10000 + i), loan(i)); await b.flush() } })
    await rate('bee-get', 5000, 'gets/s', async () => { for (let i = 0; i < 5000; i++) await bee.get(key((i * 31) % 100000)) })
    await rate('bee-range', 100000, 'entries/s', async () => { for await (const e of bee.createReadStream()) e.key })
  },
  async 'replicate-pipe' () {
    const a = new Hypercore(dir()); await a.ready(); const b = blocks(1000, 100); for (let i = 0; i < 50; i++) await a.append(b)
    const c = new Hypercore(dir(), a.key); await c.ready()
    await rate('replicate-pipe', 50000, 'blocks/s', async () => {
      const s = a.replicate(true), r = c.replicate(false); s.pipe(r).pipe(s)
      await c.update({ wait: true }); await c.download({ start: 0, end: a.length }).done()
    })
  }
}
const wanted = process.argv.slice(2)
for (const [name, run] of Object.entries(workloads)) if (!wanted.length || wanted.includes(name)) await run()
fs.rmSync(root, { recursive: true, force: true })
process.exit(0)
