// TeX to a display list. The packages that reach outside a formula (html, require, autoload) are not here.
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js';
import 'mathjax-full/js/input/tex/cancel/CancelConfiguration.js';

import { flatten } from './flatten.js';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

const output = new SVG({ fontCache: 'none' });
let input = null;
let page = null;

/** Forgets what earlier formulas defined, and what an interrupted one left behind. */
export function resetMacros() {
  input = new TeX({
    packages: ['base', 'ams', 'newcommand', 'boldsymbol', 'color', 'mathtools', 'cancel'],
    maxMacros: 1000,
    formatError: (jax, error) => { throw error; },
  });
  page = mathjax.document('', { InputJax: input, OutputJax: output });
}
resetMacros();

/** JSON: the display list of flatten.js, or {error: the reason in English}. */
export function typeset(tex, display) {
  try {
    input.reset();
    const container = page.convert(tex, { display, em: 16, ex: 16 * 0.442, containerWidth: 40 * 16 });
    return JSON.stringify(flatten(adaptor, adaptor.firstChild(container)));
  } catch (error) {
    return JSON.stringify({ error: String((error && error.message) || error) });
  }
}
