// JSON, one value a line: commands on stdin, answers on stdout.
import readline from 'node:readline'

export const print = (value) => process.stdout.write(JSON.stringify(value) + '\n')

export const commands = async function * () {
  for await (const line of readline.createInterface({ input: process.stdin })) yield JSON.parse(line)
}
