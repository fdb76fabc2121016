import { svelte } from '@sveltejs/vite-plugin-svelte'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The server sends `name.gz` as it is where a browser takes it. */
function compressed(): Plugin {
  return {
    name: 'sejuk-gzip',
    apply: 'build',
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

/** One app at a time: `--mode room` and `--mode field`, so that neither carries the other. */
export default defineConfig(({ mode }) => {
  const app = mode === 'field' ? 'field' : 'room'
  const folder = app === 'room' ? 'app' : 'field'
  return {
    root: here(app),
    base: `/${folder}/`,
    publicDir: here(`${app}/public`),
    plugins: [svelte({ configFile: here('svelte.config.js') }), compressed()],
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
    test: { root: here('.'), include: ['tests/**/*.test.ts'], setupFiles: [here('tests/setup.ts')] },
  }
})
