import { svelte } from '@sveltejs/vite-plugin-svelte'
import { gzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The server sends `name.gz` as it is where a browser takes it. */
function compressed(): Plugin {
  return {
    name: 'sejuk-gzip',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/\.(js|mjs|css|html|svg|json|webmanifest)$/.test(fileName)) continue
          const source = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source })
        }
      },
    },
  }
}

/** `sw.js` with the names of all files of this build, and a version that is their digest. */
function offline(worker: string, publicFolder: string): Plugin {
  return {
    name: 'sejuk-offline',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: worker, fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post', // after the page itself was written
      handler(_options, bundle) {
        const sw = bundle['sw.js']
        if (sw?.type !== 'chunk') return
        const digest = createHash('sha256').update(sw.code)
        const built = Object.entries(bundle).filter(([name]) => name !== 'sw.js' && !name.endsWith('.gz'))
        for (const [name, file] of built) digest.update(name).update(file.type === 'chunk' ? file.code : file.source)
        const copied = readdirSync(publicFolder)
        for (const name of copied) digest.update(name).update(readFileSync(`${publicFolder}/${name}`))
        const pages = built.map(([name]) => (name === 'index.html' ? './' : name))
        const list = { version: digest.digest('hex').slice(0, 12), files: [...pages, ...copied].sort() }
        sw.code = sw.code.replaceAll('__BUILD__', JSON.stringify(list))
      },
    },
  }
}

/** One app at a time: `--mode room` and `--mode field`, so that neither carries the other. */
export default defineConfig(({ mode }) => {
  const app = mode === 'field' ? 'field' : 'room'
  const folder = app === 'room' ? 'app' : 'field'
  return {
    root: here(app),
    base: `/${folder}/`,
    publicDir: here(`${app}/public`),
    plugins: [
      svelte({ configFile: here('svelte.config.js') }),
      ...(app === 'field' ? [offline(here('field/sw.ts'), here('field/public'))] : []),
      compressed(),
    ],
    resolve: { alias: { $shared: here('shared') } },
    build: {
      outDir: here(`../src/sejuk/web/static/${folder}`),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
    },
    server: { proxy: { '^/(?!app|field|@|node_modules|shared)': 'http://127.0.0.1:8080' } },
    test: { root: here('.'), include: ['tests/**/*.test.ts'], setupFiles: [here('tests/setup.ts')], isolate: false, pool: 'threads', maxWorkers: 1 },
  }
})
