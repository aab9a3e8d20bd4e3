// Issues, presents and verifies SD-JWT VCs with the published package, as it is told. Usage: node credentials.mjs
// Commands on stdin are { "do": one of the actions below, … }; keys are JWKs; the end of stdin ends it.
import crypto from 'node:crypto'
import { digest, generateSalt } from '@sd-jwt/crypto-nodejs'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { commands, print } from './lines.mjs'

const isEd25519 = (jwk) => jwk.kty === 'OKP'
const options = (jwk, key) => isEd25519(jwk) ? key : { key, dsaEncoding: 'ieee-p1363' }
const hash = (jwk) => isEd25519(jwk) ? null : 'sha256'
const signer = (jwk) => async (data) =>
  crypto.sign(hash(jwk), Buffer.from(data), options(jwk, crypto.createPrivateKey({ key: jwk, format: 'jwk' }))).toString('base64url')
const verify = (jwk, data, signature) =>
  crypto.verify(hash(jwk), Buffer.from(data), options(jwk, crypto.createPublicKey({ key: jwk, format: 'jwk' })), Buffer.from(signature, 'base64url'))

const common = { hasher: digest, hashAlg: 'sha-256', saltGenerator: generateSalt }
const algorithm = (jwk) => isEd25519(jwk) ? 'EdDSA' : 'ES256'

// Everything that can be shown one by one is.
const below = (value) => Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value)
const hideAll = (claims, listsByElement) => Object.entries(claims).reduce((frame, [name, value]) => {
  const isNested = typeof value === 'object' && (!Array.isArray(value) || listsByElement.includes(name))
  return isNested ? { ...frame, [name]: { _sd: below(value) } } : frame
}, { _sd: Object.keys(claims), _sd_decoy: 5 })

const showing = (keys) => {
  const frame = {}
  for (const key of keys) {
    let at = frame
    for (const name of key.split('.')) at = at[name] = typeof at[name] === 'object' ? at[name] : {}
  }
  const close = (node) => Object.keys(node).length === 0 || Object.fromEntries(Object.entries(node).map(([name, value]) => [name, close(value)]))
  return close(frame)
}

const actions = {
  issue: async ({ issuer, kid, payload, claims, listsByElement }) => {
    const sdjwt = new SDJwtVcInstance({ ...common, signer: signer(issuer), signAlg: algorithm(issuer), verifier: () => true })
    return { text: await sdjwt.issue({ ...payload, ...claims }, hideAll(claims, listsByElement), { header: { kid } }) }
  },
  present: async ({ holder, credential, names, binding }) => {
    const sdjwt = new SDJwtVcInstance({ ...common, kbSigner: signer(holder), kbSignAlg: algorithm(holder) })
    const keys = (await sdjwt.presentableKeys(credential)).filter((key) => names.includes(key.split('.')[0]))
    return { text: await sdjwt.present(credential, showing(keys), { kb: { payload: binding } }) }
  },
  verify: async ({ issuer, text, nonce, now, statusList }) => {
    const sdjwt = new SDJwtVcInstance({
      ...common,
      verifier: async (data, signature) => verify(issuer, data, signature),
      kbVerifier: async (data, signature, payload) => verify(payload.cnf.jwk, data, signature),
      statusListFetcher: async () => statusList,
      statusVerifier: async (data, signature) => verify(issuer, data, signature)
    })
    const { payload, kb } = await sdjwt.verify(text, { keyBindingNonce: nonce, currentDate: now })
    return { payload, binding: kb.payload }
  }
}

for await (const command of commands()) print(await actions[command.do](command).catch((error) => ({ error: error.message })))
