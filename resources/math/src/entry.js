// What the application calls, as properties of the global object.
import { highlight, languages } from './highlight.js';
import { resetMacros, typeset } from './typeset.js';

globalThis.downhill = { typeset, resetMacros, highlight, languages };
