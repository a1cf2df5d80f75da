// Bundles src/ with MathJax and Prism to one script for Qt's JavaScript engine.
//     node build.mjs FOLDER OUT
// FOLDER is where `npm ci` put node_modules; nothing is written beside the sources.
import { readFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
const here = dirname(fileURLToPath(import.meta.url));
const modules = join(folder, 'node_modules');
const { build } = createRequire(join(folder, 'package.json'))('esbuild');

// MathJax's node attributes are the one part that is slow in this engine; src/attributes.js says why.
const fasterAttributes = {
  name: 'faster-attributes',
  setup(bundler) {
    bundler.onResolve({ filter: /\/Attributes\.js$/ }, () => ({ path: join(here, 'src', 'attributes.js') }));
  },
};

const packageOf = (path) => {
  const rest = path.split('node_modules/').pop().split('/');
  return rest[0].startsWith('@') ? rest.slice(0, 2).join('/') : rest[0];
};

const options = {
  absWorkingDir: folder,
  entryPoints: [join(here, 'src', 'entry.js')],
  nodePaths: [modules],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2015',
  charset: 'ascii',
  legalComments: 'none', // the whole licences follow below
  define: { PACKAGE_VERSION: JSON.stringify('3.2.2') },
  banner: { js: 'var globalThis = this;' }, // Qt 6.4 has none
  plugins: [fasterAttributes],
  logLevel: 'warning',
  metafile: true,
  outfile: out,
};

const { metafile } = await build({ ...options, write: false });
const packages = new Set(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/')).map(packageOf));
const notices = [...packages].sort().map((name) => {
  const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  const licence = join(modules, name, 'LICENSE');
  if (!existsSync(licence)) throw new Error(`${name} comes without a LICENSE file`);
  return `${name} ${manifest.version}, ${manifest.license}\n\n${readFileSync(licence, 'utf8').trim()}`;
});
const legal = `/*! This file contains:\n\n${notices.join('\n\n').replaceAll('*/', '* /')}\n*/`;
await build({ ...options, footer: { js: legal } });
